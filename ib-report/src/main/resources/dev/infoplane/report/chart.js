/*
 * A chart: title, canvas, and the points of the chosen epoch as SVG elements above the canvas, so that they can be focused and
 * read aloud. Pointing at any point, or focusing one, shows its exact values and makes its line stand out on the whole page.
 */
'use strict';

/* ---- The box with exact values ---- */

const tip = element('div', { class: 'tip', id: 'tip' });

function showTip(texts, box, x, y) {
  tip.replaceChildren(...texts.map(t => element('p', t.startsWith('Warning') ? { class: 'warning' } : {}, t)));
  tip.classList.add('shown');
  const left = Math.min(box.left + x + 14, root.clientWidth - tip.offsetWidth - 8);
  const below = box.top + y + 14;
  const fits = below + tip.offsetHeight < window.innerHeight;
  tip.style.left = Math.max(8, left) + window.scrollX + 'px';
  tip.style.top = (fits ? below : Math.max(4, box.top + y - 14 - tip.offsetHeight)) + window.scrollY + 'px';
}

const hideTip = () => tip.classList.remove('shown');

/* ---- A chart: title, canvas, markers of the chosen epoch ---- */

/** Those ticks that have room for their names, the last one first. */
function withRoom(ticks, toPixels) {
  let next = Number.MAX_VALUE;
  return ticks.slice().reverse().filter(v => {
    const fits = next - toPixels(v) >= 28;
    next = fits ? toPixels(v) : next;
    return fits;
  }).reverse();
}

/** A number at a tick with as many decimals as neighbouring ticks need to differ. */
function tickText(value, step) {
  const decimals = step > 0 ? Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9))) : 3;
  const finer = decimals < 12 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6 ? 1 : 0;
  return value.toLocaleString('en', { maximumFractionDigits: decimals + finer });
}

/** Puts a chart of a panel into a host; it redraws itself when it comes into view after something changed. */
function makeChart(host, panel, xRange, yRange) {
  const figure = element('figure', { class: 'panel', role: 'group', 'aria-label': host.dataset.title + ': ' + panel.title },
    element('h4', {}, panel.title));
  if (panel.keyed) {
    figure.append(element('p', { class: 'key' }, ...panel.lines.map(line => element('span', {}, picture(line), line.name))));
  }
  host.append(figure);
  const size = () => ({ width: figure.clientWidth, height: Math.round(Math.min(380, Math.max(250, figure.clientWidth * 0.72))) });
  const shared = {
    stroke: () => colours.ink, grid: { stroke: () => colours.grid, width: 1 }, ticks: { stroke: () => colours.grid, width: 1 },
    font: '12px system-ui, sans-serif', labelFont: '13px system-ui, sans-serif'
  };
  const ticks = panel.x.at ? {
    splits: plot => withRoom(panel.x.at, v => plot.valToPos(v, 'x')), values: (_, at) => at.map(v => panel.x.names[panel.x.at.indexOf(v)])
  } : {};
  // uPlot shows three decimals at most, so that finer ticks would repeat themselves
  const numbers = { values: (_, at, axis, space, step) => at.map(v => tickText(v, step)) };
  const room = (_, texts) => Math.max(54, 22 + 7.5 * Math.max(0, ...(texts || []).map(text => text.length)));
  const yLabel = panel.y.label ? { label: panel.y.label, labelSize: 20 } : {};
  const plot = new uPlot({
    ...size(), legend: { show: false }, cursor: { show: false }, padding: [10, 14, 0, 0],
    scales: { x: { time: false, range: () => xRange }, y: { range: () => yRange } },
    series: [{}, { points: { show: false } }],
    axes: [{ ...shared, ...numbers, ...ticks, label: panel.x.label, labelSize: 22, size: 32 }, { ...shared, ...numbers, ...yLabel, size: room }],
    hooks: { draw: [painter(panel), () => chart.placeMarkers()] }
  }, [xRange, [null, null]], figure);
  new ResizeObserver(() => {
    if (figure.clientWidth > 0 && figure.clientWidth !== plot.width) {
      plot.setSize(size());
    }
  }).observe(figure);

  const overlay = element('svg', { class: 'overlay' });
  plot.over.append(overlay);
  const marks = panel.lines.map(line => Object.assign(marker(line), { line }));
  overlay.append(...marks);
  let entry = marks[0];
  marks.forEach((mark, k) => {
    mark.setAttribute('role', 'img');
    mark.addEventListener('focus', () => { entry = mark; light(mark.line); chart.placeMarkers(); chart.tell(mark); });
    mark.addEventListener('blur', () => { light(null); hideTip(); });
    mark.addEventListener('keydown', event => onKey(event, mark, k));
  });

  const current = line => line.points.filter(p => p.epoch === epochNow()).pop();
  const shown = () => marks.filter(m => m.point);
  const chart = {
    visible: false,
    stale: false,
    redraw() {
      chart.stale = !chart.visible;
      if (chart.visible) {
        plot.redraw(false);
      } else if (plot.status === 1) {
        chart.placeMarkers();
      }
    },
    placeMarkers() {
      marks.forEach(mark => {
        mark.point = current(mark.line);
        mark.style.display = mark.point ? '' : 'none';
        if (mark.point) {
          const { x, y } = chart.place(mark.point);
          mark.setAttribute('transform', 'translate(' + x.toFixed(1) + ',' + y.toFixed(1) + ')');
          mark.setAttribute('aria-label', mark.point.texts().join('. '));
          mark.style.opacity = isLit(mark.line.run, mark.line.hook) ? 1 : 0.15;
        }
      });
      const stop = entry.point ? entry : shown()[0];
      marks.forEach(m => m.setAttribute('tabindex', m === stop ? 0 : -1));
      if (document.activeElement === entry && entry.point) {
        chart.tell(entry);
      }
    },
    place: p => ({ x: plot.valToPos(p.x, 'x'), y: plot.valToPos(p.y, 'y') }),
    tell(mark) {
      const { x, y } = chart.place(mark.point);
      showTip(mark.point.texts(), plot.over.getBoundingClientRect(), x, y);
    }
  };

  function onKey(event, mark, k) {
    const moves = { ArrowLeft: state.at - 1, ArrowRight: state.at + 1, Home: 0, End: data.epochs.length - 1 };
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key in moves) {
      setEpoch(moves[event.key]);
    } else if (event.key in steps) {
      const all = shown();
      all[(all.indexOf(mark) + steps[event.key] + all.length) % all.length].focus();
    } else if (event.key === 'Escape') {
      hideTip();
      return;
    } else {
      return;
    }
    event.preventDefault();
  }

  const point = event => {
    const box = plot.over.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    let best = { distance: 30 };
    panel.lines.forEach(line => line.points.filter(p => !panel.oneEpoch || p.epoch === epochNow()).forEach(p => {
      const at = chart.place(p);
      const distance = Math.hypot(at.x - x, at.y - y) - (p.epoch === epochNow() ? 1 : 0);
      if (distance < best.distance) {
        best = { distance, line, p, at };
      }
    }));
    light(best.line || null);
    if (best.p) {
      showTip(best.p.texts(), box, best.at.x, best.at.y);
    } else {
      hideTip();
    }
  };
  plot.over.addEventListener('pointermove', point);
  plot.over.addEventListener('pointerdown', point);
  plot.over.addEventListener('pointerleave', () => { light(null); hideTip(); });
  new IntersectionObserver(entries => {
    chart.visible = entries[entries.length - 1].isIntersecting;
    if (chart.visible && chart.stale) {
      chart.redraw();
    }
  }).observe(figure);
  charts.push(chart);
}
