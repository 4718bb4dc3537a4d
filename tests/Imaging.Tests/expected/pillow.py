#!/usr/bin/env python3
"""Writes the expected outputs of the Imaging tests with Pillow (made with 9.4.0, Debian's python3-pil).

    python3 tests/Imaging.Tests/expected/pillow.py

Everything below files/ comes from here: input pictures, and what Pillow makes of them. Running it again with the
same Pillow changes no byte of the pixels.
"""
import json
import os
import random

from PIL import Image, ImageEnhance, ImageFilter
import PIL

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")
SIZES = [(31, 20), (40, 24), (61, 20), (29, 47), (20, 13), (61, 47), (90, 70), (64, 64), (7, 3), (1, 1), (122, 94)]


def save(image, name):
    image.save(os.path.join(HERE, name), optimize=False)


def photo(width, height, seed):
    """Gradients, hard edges and noise, so that every kind of filter error shows."""
    draw = random.Random(seed)
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            edge = 90 if (x // 9 + y // 7) % 2 else 0
            image.putpixel((x, y), (
                min(255, x * 180 // width + draw.randrange(40) + edge),
                max(0, 255 - y * 250 // height - draw.randrange(30)),
                draw.randrange(256) if (x + y) % 5 == 0 else 40 + edge))
    return image


def resizing(image, labels):
    for width, height in SIZES:
        save(image.resize((width, height), Image.BICUBIC), f"bicubic-{width}x{height}.png")
        save(image.resize((width, height), Image.BILINEAR), f"bilinear-{width}x{height}.png")
        save(labels.resize((width, height), Image.NEAREST), f"nearest-{width}x{height}.png")
    # One row and one column of ramps: positions of the nearest rule at sizes where centres fall on pixel edges.
    positions = {}
    for before, after in [(1914, 1280), (1052, 720), (2048, 1024), (1280, 1280), (760, 720), (2048, 1639), (480, 321), (255, 200), (1914, 957)]:
        ramp = Image.new("I", (before, 1))
        ramp.putdata(list(range(before)))
        positions[f"{before}->{after}"] = list(ramp.resize((after, 1), Image.NEAREST).getdata())
    with open(os.path.join(HERE, "nearest-positions.json"), "w") as file:
        json.dump(positions, file, separators=(",", ":"))
    depth = Image.new("F", (23, 11))
    depth.putdata([(i * i % 977) / 7.0 for i in range(23 * 11)])
    with open(os.path.join(HERE, "bilinear-depth.json"), "w") as file:
        json.dump({f"{w}x{h}": list(depth.resize((w, h), Image.BILINEAR).getdata()) for w, h in [(11, 5), (30, 20)]}, file)


def blurring(image):
    for radius in [0, 0.1, 0.3, 0.5, 0.75, 1, 1.5, 2, 3.7, 10, 60]:
        save(image.filter(ImageFilter.GaussianBlur(radius)), f"blur-{radius}.png")


def hue(image, factor):
    """torchvision.transforms.functional_pil.adjust_hue, without numpy."""
    h, s, v = image.convert("HSV").split()
    shift = int(factor * 255) % 256
    h = h.point([(i + shift) % 256 for i in range(256)])
    return Image.merge("HSV", (h, s, v)).convert("RGB")


def jitter(image):
    for factor in [0, 0.3, 0.6, 1, 1.4, 2.5]:
        save(ImageEnhance.Brightness(image).enhance(factor), f"brightness-{factor}.png")
        save(ImageEnhance.Contrast(image).enhance(factor), f"contrast-{factor}.png")
        save(ImageEnhance.Color(image).enhance(factor), f"saturation-{factor}.png")
    for factor in [-0.5, -0.1, 0, 0.07, 0.1, 0.5]:
        save(hue(image, factor), f"hue-{factor}.png")
    save(image.convert("L").convert("RGB"), "grey.png")


def jpegs(image):
    image.save(os.path.join(HERE, "444.jpg"), quality=90, subsampling=0)
    image.save(os.path.join(HERE, "420.jpg"), quality=80, subsampling=2)
    image.save(os.path.join(HERE, "progressive.jpg"), quality=85, progressive=True)
    image.convert("L").save(os.path.join(HERE, "grey.jpg"), quality=90)
    image.convert("CMYK").save(os.path.join(HERE, "cmyk.jpg"), quality=90)
    turned = Image.Exif()
    turned[0x0112] = 6
    image.save(os.path.join(HERE, "turned.jpg"), quality=90, exif=turned.tobytes())
    for name in ["444", "420", "progressive", "grey", "cmyk", "turned"]:
        save(Image.open(os.path.join(HERE, name + ".jpg")).convert("RGB"), f"{name}-decoded.png")


def main():
    os.makedirs(HERE, exist_ok=True)
    image = photo(61, 47, 1)
    draw = random.Random(2)
    labels = Image.new("L", (61, 47))
    labels.putdata([draw.randrange(20) if i % 7 else 255 for i in range(61 * 47)])
    save(image, "photo.png")
    save(labels, "labels.png")
    resizing(image, labels)
    blurring(image)
    jitter(image)
    jpegs(image)
    print("Pillow", PIL.__version__, len(os.listdir(HERE)), "files")


if __name__ == "__main__":
    main()
