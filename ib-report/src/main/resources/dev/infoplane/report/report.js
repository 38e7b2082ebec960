/*
 * What the page shows: the chosen epoch, what stands out, the lines of every chart, and the controls. Without scripts, and on
 * paper, the page shows drawings instead.
 */
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);

/* ---- State: which epoch is shown, what is lit ---- */

const state = { at: data.epochs.length - 1, pinned: { run: -1, hook: -1 }, over: null };
const charts = [];
const epochNow = () => data.epochs[state.at];

function isLit(run, hook) {
  const want = state.over || state.pinned;
  return (want.run < 0 || run < 0 || want.run === run) && (want.hook < 0 || hook < 0 || want.hook === hook);
}

let asked = false;
function redraw() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      charts.forEach(c => c.redraw());
      document.querySelectorAll('[data-run]').forEach(e =>
        e.classList.toggle('dim', !isLit(Number(e.dataset.run), Number(e.dataset.hook))));
    });
  }
}

function light(over) {
  const same = (a, b) => a === b || (a && b && a.run === b.run && a.hook === b.hook);
  if (!same(state.over, over)) {
    state.over = over;
    redraw();
  }
}

/* ---- What the points say ---- */

const nameOf = i => data.runs[data.run[i]] + ', ' + data.hooks[data.hook[i]] + ', epoch ' + data.epoch[i];

function textsOf(i, quantities) {
  const texts = [nameOf(i)];
  quantities.filter(q => q.value[i] !== null).forEach(q => {
    texts.push(q.symbol + ' = ' + q.text[i] + ' ' + q.unit + ', ' + data.texts[q.claim[i]]);
    texts.push('95 % interval: ' + q.interval[i] + (q.gap[i] ? '; more training would change it by ' + q.gap[i] : ''));
    q.warnings[i].forEach(w => texts.push('Warning: ' + data.texts[w]));
  });
  return texts;
}

/* ---- Lines: what each chart shows ---- */

const [input, label] = data.quantities;
const measured = (...qs) => data.epoch.map((_, i) => i).filter(i => qs.every(q => q.value[i] !== null));
const position = epoch => data.logarithmic ? Math.log1p(epoch) : epoch;
const warns = (i, qs) => qs.some(q => q.warnings[i] && q.warnings[i].length > 0);

/** A line for each hook point of a run, through the points that `toPoint` makes of the measured ones. */
function linesOf(run, indices, toPoint) {
  return data.hooks.map((name, hook) => ({
    run, hook, look: hook, name,
    points: indices.filter(i => data.run[i] === run && data.hook[i] === hook).map(toPoint)
  })).filter(line => line.points.length > 0);
}

function planePanel(run, indices) {
  const both = [input, label];
  return {
    title: data.runs[run], x: axis(input), y: axis(label), trail: true,
    lines: linesOf(run, indices, i => ({
      x: input.value[i], y: label.value[i], bar: label.bar[i], barX: input.bar[i], epoch: data.epoch[i],
      warned: warns(i, both), texts: () => textsOf(i, both)
    }))
  };
}

function curvePanel(q, run, indices) {
  return {
    title: data.runs[run], x: EPOCHS, y: axis(q), band: true, guide: true,
    lines: linesOf(run, indices, i => ({
      x: position(data.epoch[i]), y: q.value[i], bar: q.bar[i], epoch: data.epoch[i],
      warned: warns(i, [q]), texts: () => textsOf(i, [q])
    }))
  };
}

/** Learning curves of the chosen epoch; all points carry their epoch, and a chart of `oneEpoch` shows those of one. */
function learningPanel(q, run, indices) {
  const lines = linesOf(run, indices, i => i);
  lines.forEach(line => {
    line.points = line.points.flatMap(i => q.curve[i][0].map((step, k) => ({
      x: step, y: q.curve[i][1][k], epoch: data.epoch[i],
      texts: () => [nameOf(i), 'cross-entropy ' + q.curve[i][1][k] + ' bits at step ' + step,
        ...(q.gap[i] ? ['more training would change ' + q.symbol + ' by ' + q.gap[i] + ' bits'] : [])]
    })));
  });
  return {
    title: data.runs[run], x: { label: 'optimiser steps from the shared start' }, oneEpoch: true,
    y: { label: 'cross-entropy, bits' }, lines
  };
}

function metricPanel(name) {
  const metrics = data.metrics.filter(m => m.name === name);
  return {
    title: name, x: EPOCHS, y: { label: '' }, guide: true, keyed: true,
    lines: metrics.map(m => ({
      run: data.runs.indexOf(m.run), hook: -1, look: data.runs.indexOf(m.run), name: m.run,
      points: m.epoch.map((e, k) => ({
        x: position(e), y: m.value[k], epoch: e, texts: () => [m.run + ', epoch ' + e, name + ' = ' + m.text[k]]
      }))
    })).filter(line => line.points.length > 0)
  };
}

const axis = q => ({ label: q.symbol + ', ' + q.unit });
const EPOCHS = { label: data.epochAxis.name, at: data.epochAxis.breaks, names: data.epochAxis.labels };

function range(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low) * 0.07 || Math.abs(high) * 0.1 || 1;
  return [low - room, high + room];
}

const ends = (v, bar) => [v - (bar || 0), v + (bar || 0)];

/** The panels of one section; they share their axes, so that they can be compared, but for metrics. */
function fill(kind, panels, apart) {
  const host = document.querySelector('[data-chart="' + kind + '"]');
  const points = of => of.flatMap(panel => panel.lines.flatMap(line => line.points));
  panels.filter(panel => panel.lines.length > 0).forEach((panel, _, all) => {
    const shared = points(apart ? [panel] : all);
    makeChart(host, panel, panel.x.at && data.metrics.length ? epochRange() : range(shared.flatMap(p => ends(p.x, p.barX))),
      range(shared.flatMap(p => ends(p.y, p.bar))));
  });
}

const epochRange = () => range(data.epochs.concat(...data.metrics.map(m => m.epoch)).map(position));

/* ---- Controls ---- */

const play = document.getElementById('play');
const slider = document.getElementById('epoch');
let timer = 0;

function setEpoch(index) {
  state.at = Math.max(0, Math.min(data.epochs.length - 1, index));
  slider.value = state.at;
  slider.setAttribute('aria-valuetext', 'epoch ' + epochNow());
  document.getElementById('epoch-now').textContent = 'epoch ' + epochNow();
  redraw();
}

function stop() {
  clearInterval(timer);
  timer = 0;
  play.textContent = '\u25b6 Play';
}

function start() {
  if (state.at === data.epochs.length - 1) {
    setEpoch(0);
  }
  play.textContent = '\u275a\u275a Pause';
  timer = setInterval(() => {
    setEpoch(state.at + 1);
    if (state.at === data.epochs.length - 1) {
      stop();
    }
  }, 900);
}

/** Buttons that make a run or a hook point stand out while they are pointed at, and for good when pressed. */
function legend(kind, names, lookOf) {
  const host = document.getElementById('legend-' + kind);
  const buttons = names.map((name, index) => {
    const button = element('button', { type: 'button', 'aria-pressed': false }, ...lookOf(index), name);
    const one = { run: -1, hook: -1, [kind]: index };
    button.addEventListener('pointerenter', () => light(one));
    button.addEventListener('pointerleave', () => light(null));
    button.addEventListener('click', () => {
      state.pinned[kind] = state.pinned[kind] === index ? -1 : index;
      buttons.forEach((b, i) => b.setAttribute('aria-pressed', state.pinned[kind] === i));
      state.over = null;
      redraw();
    });
    return button;
  });
  host.append(...buttons);
}

function begin() {
  root.classList.add('js');
  readColours();
  document.body.append(tip);
  legend('hook', data.hooks, look => [picture({ look })]);
  legend('run', data.runs, () => []);
  const runs = data.runs.map((_, run) => run);
  const withCurve = q => data.epoch.map((_, i) => i).filter(i => q.curve[i] !== null);
  fill('plane', runs.map(run => planePanel(run, measured(input, label))));
  data.quantities.forEach((q, k) => {
    fill('curves-' + k, runs.map(run => curvePanel(q, run, measured(q))));
    fill('learning-' + k, runs.map(run => learningPanel(q, run, withCurve(q))));
  });
  fill('metrics', [...new Set(data.metrics.map(m => m.name))].map(metricPanel), true);
  slider.max = data.epochs.length - 1;
  slider.disabled = play.disabled = data.epochs.length < 2;
  slider.addEventListener('input', () => { stop(); setEpoch(Number(slider.value)); });
  play.addEventListener('click', () => (timer ? stop() : start()));
  stop();
  setEpoch(data.epochs.length - 1);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readColours(); redraw(); });
}

try {
  begin();
} catch (failure) {
  root.classList.remove('js'); // the drawings take the place of the charts
  throw failure;
}
