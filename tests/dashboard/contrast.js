() => {
  const part = (c) => c.match(/[\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = part(c).slice(0, 3).map((v) => v / 255)
    .map((v) => v <= .03928 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4));
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (part(c).length < 4 || part(c)[3] > .5) return c; } return 'rgb(255, 255, 255)'; };
  const found = [];
  for (const e of document.querySelectorAll('.inno *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.disabled || e.closest('svg')) continue;
    const a = light(getComputedStyle(e).color), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.push([e.textContent.trim().slice(0, 40), ratio]);
  }
  return JSON.stringify(found);
}
