// Follows an order: asks for its page again, and puts in place what has changed, until its saga has ended.
const everyMs = 500;
/** While the shop does not answer. */
const waitMs = 3_000;

const order = () => document.querySelector('#order');

/** For one answer, its text too. */
const limitMs = 10_000;

async function look() {
  const response = await fetch(location.href, {
    headers: { accept: 'text/html' },
    signal: AbortSignal.timeout(limitMs),
  });
  if (!response.ok) return waitMs;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const now = page.querySelector('#order');
  const shown = order();
  if (!now || !shown) return waitMs;
  if (now.innerHTML !== shown.innerHTML) {
    // The region that is read aloud stays, so that its change is.
    const [status, newStatus] = [shown, now].map((each) => each.querySelector('[role=status]'));
    status.className = newStatus.className;
    status.innerHTML = newStatus.innerHTML;
    while (status.nextSibling) status.nextSibling.remove();
    while (newStatus.nextSibling) shown.append(newStatus.nextSibling);
    document.title = page.title;
  }
  return now.dataset.followed === 'true' ? everyMs : undefined;
}

async function follow() {
  const again = await look().catch(() => waitMs);
  if (again !== undefined) setTimeout(() => void follow(), again);
}

setTimeout(() => void follow(), everyMs);
