"""Makes the TorchScript archives that the tests of probes read: python3 make_torchscript.py (torch 1.13)."""
import torch
from torch import nn


class Unit(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        self.norm = nn.BatchNorm2d(width)

    def forward(self, x):
        return x + torch.relu(self.norm(self.conv(x)))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU())
        self.stage = nn.Sequential(Unit(4), Unit(4))
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        t = self.stage(self.stem(x))
        return self.head(t.mean([2, 3]))


class Twice(nn.Module):
    """One module called twice, and one in a loop."""

    def __init__(self):
        super().__init__()
        self.enc = nn.Linear(3, 3)
        self.rest = nn.Linear(3, 3)

    def forward(self, x):
        t = self.enc(torch.tanh(self.enc(x)))
        for _ in range(int(x.shape[0])):
            t = self.rest(t)
        return t


torch.manual_seed(1)
net = Net().eval()
torch.jit.trace(net, torch.rand(2, 1, 6, 6)).save("traced.pt")
torch.jit.script(net).save("scripted.pt")
torch.jit.script(Twice().eval()).save("twice.pt")


class Pair(nn.Module):
    """Gives a tuple; one module gives a tuple too, one is called in a branch, one holds another in a list."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(3, 2, batch_first=True)
        self.side = nn.Linear(3, 3)
        self.parts = nn.ModuleList([nn.Linear(3, 3), nn.Linear(3, 3)])

    def forward(self, x):
        for part in self.parts:
            x = part(x)
        if x.shape[0] > 1:
            x = self.side(x)
        y, state = self.rnn(x)
        return y, state[0]


torch.jit.script(Pair().eval()).save("pair.pt")
torch.jit.freeze(torch.jit.script(net)).save("frozen.pt")
