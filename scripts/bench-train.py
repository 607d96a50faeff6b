"""The network of Clockwork in PyTorch, timed step by step on request.

Reads one JSON line of settings, then lines {"form": ..., "steps": n}; answers the first with the versions of torch and
numpy (null where one is missing), and each of the others with a JSON line of milliseconds. Forms: `notebook` runs all
three positions through everything with the cross entropy in float64, as the public notebooks do; `tables` uses that only
the last position is read: values and scores come from tables of one row per token. `multiply-torch` and `multiply-numpy`
time a matrix product instead, and answer in GFLOP/s.
"""

import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    torch = None
try:
    import numpy
except ImportError:
    numpy = None


def initial(settings):
    generator = torch.Generator().manual_seed(0)
    d, h, m, v = (settings[key] for key in ("dModel", "heads", "dMlp", "vocabulary"))

    def normal(*shape, fan):
        return nn.Parameter(torch.randn(*shape, generator=generator) / fan**0.5)

    return {
        "E": normal(v, d, fan=d),
        "P": normal(3, d, fan=d),
        "Q": normal(h, d, d // h, fan=d),
        "K": normal(h, d, d // h, fan=d),
        "V": normal(h, d, d // h, fan=d),
        "O": normal(h, d // h, d, fan=d),
        "in": normal(d, m, fan=d),
        "b_in": nn.Parameter(torch.zeros(m)),
        "out": normal(m, d, fan=d),
        "b_out": nn.Parameter(torch.zeros(d)),
        "U": normal(d, v, fan=v),
    }


def mlp(w, x):
    x = x + torch.relu(x @ w["in"] + w["b_in"]) @ w["out"] + w["b_out"]
    return x @ w["U"]


def notebook(w, tokens):
    x = w["E"][tokens] + w["P"]
    q, k, v = (torch.einsum("npd,hde->nhpe", x, w[name]) for name in "QKV")
    scores = torch.einsum("nhqe,nhke->nhqk", q, k) / q.shape[-1] ** 0.5
    mask = torch.tril(torch.ones(3, 3, dtype=torch.bool))
    pattern = scores.masked_fill(~mask, -1e10).softmax(-1)
    z = torch.einsum("nhqk,nhke->nhqe", pattern, v)
    x = x + torch.einsum("nhpe,hed->npd", z, w["O"])
    return mlp(w, x)[:, -1]


def tables(w, tokens):
    size = w["E"].shape[0] - 1
    rows = [w["E"][:size] + w["P"][0], w["E"][:size] + w["P"][1], w["E"][size:] + w["P"][2]]
    query = torch.einsum("rd,hde->he", rows[2], w["Q"])
    reads = torch.einsum("hde,he->dh", w["K"], query) / query.shape[-1] ** 0.5
    x, y = tokens[:, 0], tokens[:, 1]
    scores = [row @ reads for row in rows]
    shape = (len(x), reads.shape[1])
    pattern = torch.stack([scores[0][x], scores[1][y], scores[2].expand(shape)], -1).softmax(-1)
    values = [torch.einsum("rd,hde->rhe", row, w["V"]) for row in rows]
    z = (
        pattern[..., 0:1] * values[0][x]
        + pattern[..., 1:2] * values[1][y]
        + pattern[..., 2:3] * values[2]
    )
    return mlp(w, rows[2] + z.flatten(1) @ w["O"].flatten(0, 1))


class Training:
    def __init__(self, settings, forward):
        self.weights = initial(settings)
        self.forward = forward
        self.tokens = torch.tensor(settings["tokens"]).view(-1, 3)
        self.labels = torch.tensor(settings["labels"])
        self.optimizer = torch.optim.AdamW(
            self.weights.values(), lr=1e-3, weight_decay=1.0, betas=(0.9, 0.98)
        )

    def step(self):
        begun = time.perf_counter()
        log_probabilities = self.forward(self.weights, self.tokens).to(torch.float64).log_softmax(-1)
        loss = -log_probabilities.gather(-1, self.labels[:, None]).mean()
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad()
        loss.item()
        return 1000 * (time.perf_counter() - begun)


def multiply(library, size=1024):
    """A square matrix product in float32, in GFLOP/s: the ceiling of this machine."""
    if library == "torch":
        a, b = torch.randn(size, size), torch.randn(size, size)
    else:
        a, b = (numpy.random.default_rng(i).standard_normal((size, size), numpy.float32) for i in (0, 1))
    begun = time.perf_counter()
    a @ b
    return 2 * size**3 / (time.perf_counter() - begun) / 1e9


def main():
    settings = json.loads(sys.stdin.readline())
    if torch is None and numpy is None:
        return
    if torch:
        torch.set_num_threads(settings["threads"])
    print(
        json.dumps({"torch": torch and torch.__version__, "numpy": numpy and numpy.__version__}),
        flush=True,
    )
    forms = {"notebook": notebook, "tables": tables}
    trainings = {}
    for line in sys.stdin:
        request = json.loads(line)
        form, steps = request["form"], request["steps"]
        if form.startswith("multiply-"):
            answer = [multiply(form.removeprefix("multiply-")) for _ in range(steps)]
        else:
            if form not in trainings:
                trainings[form] = Training(settings, forms[form])
            answer = [trainings[form].step() for _ in range(steps)]
        print(json.dumps(answer), flush=True)


main()
