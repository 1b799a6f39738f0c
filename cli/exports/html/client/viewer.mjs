// Runs in the page that `export --format html` writes. Everything is in the page already: this only shows a part of it.
const run = JSON.parse(document.getElementById('run').textContent);
const hops = run.scenarios.flatMap(({ chain }) => chain);
const said = document.getElementById('said');

/** Numbers of the hops by which an element stands. */
const numbersOf = (element) => element.dataset.hops.split(' ').filter(Boolean).map(Number);

const placeOf = new Map();
const followers = new Map();
let offset = 0;
for (const { chain } of run.scenarios) {
  const places = new Map(chain.map(({ id }, index) => [id, offset + index]));
  for (const [index, { cause }] of chain.entries()) {
    const place = cause === null ? undefined : places.get(cause);
    placeOf.set(offset + index, place);
    if (place !== undefined) followers.set(place, [...(followers.get(place) ?? []), offset + index]);
  }
  offset += chain.length;
}

/** What led to a hop, and what followed from it. */
function relatives(number) {
  const before = new Set();
  for (let at = placeOf.get(number); at !== undefined && !before.has(at); at = placeOf.get(at))
    before.add(at);
  const after = new Set();
  const open = [...(followers.get(number) ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (after.has(at)) continue;
    after.add(at);
    open.push(...(followers.get(at) ?? []));
  }
  return { before, after };
}

const linked = [...document.querySelectorAll('[data-hops]')].filter(
  (element) => numbersOf(element).length > 0,
);
const buttonsIn = (element) => element.querySelectorAll(':scope > button');
let chosen;

function choose(element) {
  const again = chosen === element;
  chosen = again ? undefined : element;
  const own = new Set(again || element === undefined ? [] : numbersOf(element));
  const family = [...own].map(relatives);
  const before = new Set(family.flatMap((each) => [...each.before]));
  const after = new Set(family.flatMap((each) => [...each.after]));
  for (const scenario of document.querySelectorAll('.scenario'))
    scenario.classList.toggle('choosing', own.size > 0 && scenario.contains(element));
  for (const each of linked) {
    const numbers = numbersOf(each);
    const isChosen = numbers.some((number) => own.has(number));
    each.classList.toggle('chosen', isChosen);
    each.classList.toggle(
      'lit',
      isChosen || numbers.some((number) => before.has(number) || after.has(number)),
    );
    for (const button of buttonsIn(each)) button.setAttribute('aria-pressed', String(isChosen));
  }
  if (own.size === 0) said.textContent = 'nothing chosen';
  else {
    const [first] = own;
    said.textContent = `${hops[first].label}: ${before.size} before it, ${after.size} after it in its chain`;
    showLit(element);
  }
}

/** Brings what lit up into sight, in each list that scrolls by itself; the page stays where it is. */
function showLit(element) {
  for (const list of document.querySelectorAll('.pane > ol')) {
    const lit = list.querySelector('.chosen:not([hidden])') ?? list.querySelector('.lit:not([hidden])');
    if (lit === null || list.contains(element)) continue;
    list.scrollTop = lit.offsetTop - list.offsetTop - list.clientHeight / 3;
  }
}

document.addEventListener('click', ({ target }) => {
  const element = target.closest('[data-hops]');
  if (element === null || numbersOf(element).length === 0) return;
  // A payload is there to be read and copied.
  if (target.closest('[data-hops] details') !== null) return;
  choose(element);
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && chosen !== undefined) choose(chosen);
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const line = event.target.closest('li[data-hops]');
  if (line === null || !event.target.matches('button')) return;
  let next = line;
  do next = event.key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
  while (next !== null && (next.hidden || next.querySelector('button') === null));
  if (next === null) return;
  event.preventDefault();
  next.querySelector('button').focus();
});

/** Shows one scenario as it was at one of its moments. */
function goTo(scenario, moment) {
  const { moments } = run.scenarios[Number(scenario.dataset.scenario)];
  const isLast = moment >= moments.length - 1;
  for (const element of scenario.querySelectorAll('.pane [data-at]')) {
    const { at, until } = element.dataset;
    element.hidden = Number(at) > moment || (until !== undefined && Number(until) <= moment);
    element.classList.toggle('now', Number(at) === moment);
    const document = element.closest('.pane-documents') === null ? null : element.querySelector('details');
    if (document !== null) document.open = true;
  }
  for (const row of scenario.querySelectorAll('[data-sent]')) {
    const isSent = row.dataset.sent !== 'never' && Number(row.dataset.sent) <= moment;
    row.querySelector('.sent').textContent = isSent ? '✔ sent' : '… waits';
    row.classList.toggle('waits', !isSent);
  }
  for (const line of scenario.querySelectorAll('.chain > li')) {
    line.classList.toggle('future', Number(line.dataset.at) > moment);
    line.classList.toggle('now', Number(line.dataset.at) === moment);
  }
  const seen = new Map();
  for (const line of scenario.querySelectorAll('.chain > li'))
    seen.set(line.dataset.hops, Number(line.dataset.at));
  for (const row of scenario.querySelectorAll('.seq [data-hops]'))
    row.classList.toggle(
      'future',
      numbersOf(row).every((number) => (seen.get(String(number)) ?? 0) > moment),
    );
  for (const pane of scenario.querySelectorAll('.pane'))
    pane.querySelector('.count').textContent = String(pane.querySelectorAll('ol > li:not([hidden])').length);
  showChanges(scenario);
  const { label = 'nothing was observed', sinceMs = 0 } = moments[moment] ?? {};
  const output = scenario.querySelector('.scrubber output');
  output.textContent = `${moment + 1} of ${moments.length}: +${sinceMs.toFixed(1)} ms, ${label}${isLast ? ' (the end)' : ''}`;
}

/** What changed of a document is what one looks for. */
function showChanges(scenario) {
  for (const text of scenario.querySelectorAll('.pane-documents pre')) {
    const mark = text.querySelector('mark');
    if (mark !== null) text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
  }
}

const gaps = { longestMs: 1200, shortestMs: 150 };

for (const scenario of document.querySelectorAll('[data-scenario]')) {
  const scrubber = scenario.querySelector('.scrubber');
  const range = scrubber.querySelector('input');
  const play = scrubber.querySelector('[data-go=play]');
  const { moments } = run.scenarios[Number(scenario.dataset.scenario)];
  let timer;
  const go = (moment) => {
    range.value = String(Math.min(moments.length - 1, Math.max(0, moment)));
    goTo(scenario, Number(range.value));
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    play.setAttribute('aria-pressed', 'false');
  };
  /** Slower than it was, and never so slow that nothing seems to happen. */
  const step = () => {
    const at = Number(range.value);
    if (at >= moments.length - 1) return stop();
    const gap = (moments[at + 1].sinceMs - moments[at].sinceMs) * 20;
    timer = setTimeout(
      () => {
        go(at + 1);
        step();
      },
      Math.min(gaps.longestMs, Math.max(gaps.shortestMs, gap)),
    );
  };
  scrubber.hidden = moments.length < 2;
  range.addEventListener('input', () => {
    stop();
    go(Number(range.value));
  });
  scrubber.addEventListener('click', ({ target }) => {
    const way = target.closest('[data-go]')?.dataset.go;
    if (way === undefined) return;
    const isPlaying = timer !== undefined;
    stop();
    const at = Number(range.value);
    if (way === 'first') go(0);
    if (way === 'back') go(at - 1);
    if (way === 'on') go(at + 1);
    if (way === 'last') go(moments.length - 1);
    if (way !== 'play' || isPlaying) return;
    play.setAttribute('aria-pressed', 'true');
    if (at >= moments.length - 1) go(0);
    step();
  });
  go(moments.length - 1);
}

// A link to a scenario opens it.
const openLinked = () => {
  const linkedTo = document.getElementById(location.hash.slice(1));
  if (linkedTo?.matches('details')) linkedTo.open = true;
};
window.addEventListener('hashchange', openLinked);
openLinked();
document.body.classList.add('live');
