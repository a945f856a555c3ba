() => {
  const leaf = (e) => e.matches('button, select, input:not(.inno-file), label, p, h1, h2, h3, summary, a.inno-button, pre,'
    + ' output, .inno-place text, .inno-mark text, .inno-steps li, dt, dd, th, td, .inno-grid text, .inno-bar text, .inno-key li, .inno-axis');
  const all = [...document.querySelectorAll('.inno *')].filter(leaf).filter((e) => {
    if (!e.checkVisibility({ contentVisibilityAuto: true })) return false;
    const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1; });
  const place = (e) => {
    const r = e.getBoundingClientRect(), frame = e.closest('.inno-scroll');
    const f = frame && frame !== e ? frame.getBoundingClientRect() : r;
    return { left: Math.max(r.left, f.left), right: Math.min(r.right, f.right), top: Math.max(r.top, f.top), bottom: Math.min(r.bottom, f.bottom) };
  };
  const places = all.map(place), found = [];
  for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) {
    const a = all[i], b = all[j];
    if (a.contains(b) || b.contains(a)) continue;
    const r = places[i], s = places[j];
    const w = Math.min(r.right, s.right) - Math.max(r.left, s.left);
    const h = Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top);
    if (w > 1.5 && h > 1.5) found.push(a.textContent.trim().slice(0, 30) + ' / ' + b.textContent.trim().slice(0, 30));
  }
  return JSON.stringify(found);
}
