(name) => {
  const slider = document.getElementById('dial-' + name);
  const part = (selector) => document.querySelector(selector);
  const link = () => part('[data-link]').dataset.link;
  const before = link();
  const seen = { kept: true, first: null };
  window.redrawn = new Promise((done) => {
    slider.addEventListener('keydown', (event) => {
      const told = () => performance.now() - event.timeStamp;
      const look = () => {
        if (link() === before) return;
        const weeks = Number(part('.inno-chart > svg').dataset.weeks);
        const running = part('[data-part=sentence]').textContent.includes('…');
        if (running) seen.kept = false;
        if (seen.first === null && weeks > 0) seen.first = told();
        if (running) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done({ ...seen, whole: told() }), 0));
      };
      const watch = new MutationObserver(look);
      watch.observe(part('.inno'), { subtree: true, childList: true, attributes: true, characterData: true });
    }, { once: true, capture: true });
  });
}
