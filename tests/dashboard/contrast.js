() => {
  const part = (c) => c.match(/[\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = part(c).slice(0, 3).map((v) => v / 255)
    .map((v) => v <= .03928 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4));
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (part(c).length < 4 || part(c)[3] > .5) return c; } return 'rgb(255, 255, 255)'; };
  const found = [];
  const hold = (e, text, colour) => {
    const a = light(colour), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.push([text.trim().slice(0, 40), ratio]);
  };
  for (const e of document.querySelectorAll('.inno *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (e.placeholder && !e.value && !e.disabled) hold(e, e.placeholder, getComputedStyle(e, '::placeholder').color);
    if (!own || e.disabled || e.closest('.inno-mark, .inno-square')) continue;
    const style = getComputedStyle(e);
    hold(e, e.textContent, e.closest('svg') ? style.fill : style.color);
  }
  return JSON.stringify(found);
}
