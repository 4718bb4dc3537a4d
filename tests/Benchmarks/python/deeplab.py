"""The training step of Support/DeepLabStep.cs in plain PyTorch: the same network, weights, pictures and optimiser."""

import math

HEIGHT, WIDTH, CLASSES = 257, 513, 19


def numbers(torch, count, index):
    """`count` numbers evenly spread over -1 to 1, the same in both languages because libtorch computes both."""
    t = torch.arange(1, count + 1, dtype=torch.float64).mul(12.9898).add(index).sin().mul(43758.5453)
    return (t - t.floor()).mul(2).sub(1)


def network(torch):
    """DeepLabv2 with ResNet-101: output stride 8, the first 1x1 convolution of a block strides, four dilated classifiers summed."""
    nn = torch.nn

    class Bottleneck(nn.Module):
        def __init__(self, inputs, width, stride, dilation, project):
            super().__init__()
            outputs = width * 4
            self.conv1, self.bn1 = nn.Conv2d(inputs, width, 1, stride=stride, bias=False), nn.BatchNorm2d(width)
            self.conv2, self.bn2 = nn.Conv2d(width, width, 3, padding=dilation, dilation=dilation, bias=False), nn.BatchNorm2d(width)
            self.conv3, self.bn3 = nn.Conv2d(width, outputs, 1, bias=False), nn.BatchNorm2d(outputs)
            self.relu = nn.ReLU(inplace=True)
            self.downsample = None
            if project:
                self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False), nn.BatchNorm2d(outputs))

        def forward(self, x):
            y = self.relu(self.bn1(self.conv1(x)))
            y = self.relu(self.bn2(self.conv2(y)))
            y = self.bn3(self.conv3(y))
            y += x if self.downsample is None else self.downsample(x)
            return self.relu(y)

    class DeepLab(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False), nn.BatchNorm2d(64)
            for parameter in self.bn1.parameters():
                parameter.requires_grad = False
            self.relu, self.pool = nn.ReLU(inplace=True), nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True)
            blocks, inputs = [], 64
            for width, count, stride, dilation in ((64, 3, 1, 1), (128, 4, 2, 1), (256, 23, 1, 2), (512, 3, 1, 4)):
                for i in range(count):
                    blocks.append(Bottleneck(inputs, width, stride if i == 0 else 1, dilation, i == 0))
                    inputs = width * 4
            self.blocks = nn.Sequential(*blocks)
            self.head = nn.ModuleList(nn.Conv2d(inputs, CLASSES, 3, padding=d, dilation=d) for d in (6, 12, 18, 24))

        def forward(self, x):
            features = self.blocks(self.pool(self.relu(self.bn1(self.conv1(x)))))
            logits = self.head[0](features)
            for branch in self.head[1:]:
                logits = logits + branch(features)
            return nn.functional.interpolate(logits, size=x.shape[2:], mode="bilinear", align_corners=True)

    return DeepLab()


def training_step(torch, bfloat16=False):
    """A function that takes one step with PyTorch's defaults and returns the loss before it."""
    model = network(torch)
    with torch.no_grad():
        for index, weight in enumerate(p for p in model.parameters() if p.dim() == 4):
            fan_in = weight[0].numel()
            weight.copy_(numbers(torch, weight.numel(), index).mul(math.sqrt(6 / fan_in)).reshape(weight.shape))
        for branch in model.head:
            branch.bias.zero_()
    picture = numbers(torch, 3 * HEIGHT * WIDTH, 1000).to(torch.float32).reshape(1, 3, HEIGHT, WIDTH)
    labels = numbers(torch, HEIGHT * WIDTH, 1001).add(1).mul(CLASSES / 2).floor().to(torch.int64).reshape(1, HEIGHT, WIDTH)
    labels[:, :16] = 255
    optimiser = torch.optim.SGD((p for p in model.parameters() if p.requires_grad), lr=2.5e-4, momentum=0.9, weight_decay=5e-4)

    def step():
        optimiser.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            loss = torch.nn.functional.cross_entropy(model(picture), labels, ignore_index=255)
        loss.backward()
        optimiser.step()
        return loss.item()

    return step
