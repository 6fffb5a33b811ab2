"""Logits → labels, as the runtime does it (numpy)."""
import numpy as np

FORBIDDEN = -1e4
ROOT_COST = 1e4  # dearer than any difference of trees: the best one has a single root


def allowed_steps(tags):
    """(steps[a, b], starts[b]) that BIO allows."""
    steps = np.array([[b[0] != "I" or (a != "O" and a[2:] == b[2:]) for b in tags] for a in tags])
    return steps, np.array([b[0] != "I" for b in tags])


def viterbi(scores, allowed, transitions=None):
    """Best tag numbers for scores (words, tags)."""
    steps, starts = allowed
    if not len(scores):
        return []
    table = np.where(steps, 0 if transitions is None else transitions, FORBIDDEN)
    best, back, columns = scores[0] + np.where(starts, 0, FORBIDDEN), [], np.arange(scores.shape[1])
    for row in scores[1:]:
        total = best[:, None] + table
        came = total.argmax(0)
        back.append(came)
        best = total[came, columns] + row
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


def marginals(scores, allowed, transitions):
    """Probability of every tag for scores (words, tags) of a linear chain, by forward and backward sums."""
    steps, starts = allowed
    table = np.where(steps, transitions, FORBIDDEN)
    forward, backward = np.array(scores, "f8"), np.zeros(np.shape(scores))
    forward[:1] += np.where(starts, 0, FORBIDDEN)
    for t in range(1, len(scores)):
        forward[t] += np.logaddexp.reduce(forward[t - 1][:, None] + table, axis=0)
    for t in range(len(scores) - 2, -1, -1):
        backward[t] = np.logaddexp.reduce(table + scores[t + 1] + backward[t + 1], axis=1)
    return shares(forward + backward)


def shares(scores):
    """Probabilities of scores (words, classes), by word."""
    return np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))


def tree(scores):
    """Heads of one sentence: scores (n, 1 + n), column 0 = ROOT, column k = word k. The best tree with exactly one root:
    greedily where that is one already, else by Chu-Liu-Edmonds with a cost on every root that makes a second one too dear."""
    n = len(scores)
    square = np.full((n + 1, n + 1), -1e9)
    square[1:] = scores
    np.fill_diagonal(square, -1e9)
    greedy = square[1:].argmax(1)
    roots = np.flatnonzero(greedy == 0)
    if len(roots) == 1 and _reaches_root(greedy):
        return greedy
    square[1:, 0] -= ROOT_COST
    return _chu_liu_edmonds(square)[1:]


def _reaches_root(heads):
    fine = {0}
    for word in range(1, len(heads) + 1):
        path = []
        while word not in fine:
            if word in path:
                return False
            path.append(word)
            word = int(heads[word - 1])
        fine.update(path)
    return True


def _chu_liu_edmonds(scores):
    """Maximum spanning arborescence of scores[dependent, head] rooted in node 0 (entry 0 of the answer means nothing)."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    rest = [v for v in range(n) if v not in inside]
    place = {v: k for k, v in enumerate(rest)}
    joint = len(rest)  # the whole cycle, contracted to one node
    small = np.full((joint + 1, joint + 1), -1e9)
    entry, leave = {}, {}
    own = {v: scores[v, heads[v]] for v in cycle}
    for u in rest:
        for w in rest:
            small[place[u], place[w]] = scores[u, w]
        entry[u] = max(cycle, key=lambda v: scores[v, u] - own[v])
        small[joint, place[u]] = scores[entry[u], u] - own[entry[u]]
        if u:
            leave[u] = max(cycle, key=lambda v: scores[u, v])
            small[place[u], joint] = scores[u, leave[u]]
    np.fill_diagonal(small, -1e9)
    solved = _chu_liu_edmonds(small)
    out = heads.copy()
    for u in rest:
        if u:
            out[u] = leave[u] if solved[place[u]] == joint else rest[int(solved[place[u]])]
    u = rest[int(solved[joint])]
    out[entry[u]] = u
    return out


def _cycle(heads):
    done = {0}
    for start in range(1, len(heads)):
        path, v = [], start
        while v not in done and v not in path:
            path.append(v)
            v = int(heads[v])
        if v in path:
            return path[path.index(v) :]
        done.update(path)
    return None
