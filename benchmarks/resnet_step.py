"""A training step of the ResNet for small images in PyTorch, to be compared with ResNetStepTimes.

usage: resnet_step.py [depth [batch [size [blocks]]]]
Prints the processor time of a step, the median of blocks of five, on one thread.
"""
import resource
import statistics
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

BLOCK = 5


class Unit(nn.Module):
    """Two 3x3 convolutions and a shortcut without parameters."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.more = outputs - inputs
        self.stride = stride

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        if self.more:
            x = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.more))
        return F.relu(x + y)


def resnet(depth):
    layers = [nn.Conv2d(1, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    inputs = 16
    for stage, outputs in enumerate((16, 32, 64)):
        for unit in range((depth - 2) // 6):
            layers.append(Unit(inputs, outputs, 2 if stage and unit == 0 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def processor_ms():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return 1000 * (usage.ru_utime + usage.ru_stime)


def main():
    depth, batch, size, blocks = [*map(int, sys.argv[1:]), *(20, 64, 28, 6)[len(sys.argv) - 1 :]]
    torch.set_num_threads(1)
    network = resnet(depth)
    kernels = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() == 1]
    optimiser = torch.optim.SGD(
        [{"params": kernels, "weight_decay": 1e-4}, {"params": others}], lr=0.1, momentum=0.9
    )
    labels = torch.zeros(batch, dtype=torch.long)
    times = []
    for block in range(-1, blocks):
        start = processor_ms()
        for _ in range(BLOCK):
            images = torch.rand(batch, 1, size, size)
            optimiser.zero_grad()
            F.cross_entropy(network(images), labels).backward()
            optimiser.step()
        if block >= 0:
            times.append((processor_ms() - start) / BLOCK)
    print(
        f"PyTorch {torch.__version__}: processor {statistics.median(times):.1f} ms a step"
        f" (median of {blocks} blocks of {BLOCK})"
    )


main()
