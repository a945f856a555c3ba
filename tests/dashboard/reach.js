() => {
  const found = [];
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  for (const e of document.querySelectorAll('.inno :is(' + controls + ')')) {
    if (e.disabled || !e.checkVisibility({ contentVisibilityAuto: true })) continue;
    e.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== e) { found.push('no focus: ' + e.outerHTML.slice(0, 100)); continue; }
    const ring = (one) => { const s = getComputedStyle(one);
      return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
    const hit = e.querySelector('.inno-hit');
    const seen = ring(e) || (e.closest('.inno-button') && ring(e.closest('.inno-button'))) ||
      (hit && parseFloat(getComputedStyle(hit).strokeWidth) >= 4);
    if (!seen) found.push('unseen: ' + e.outerHTML.slice(0, 100));
  }
  return JSON.stringify(found);
}
