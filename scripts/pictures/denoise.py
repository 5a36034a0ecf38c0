"""Takes most of the grain out of a render and leaves a little, as film would.  python3 denoise.py IN.png OUT.png"""
import os
import sys

import cv2
import numpy

GRAIN, FLAT, RADIUS = 0.15, 1.4, 12  # share of the grain that stays; what counts as flat (grey levels); how far to look

LITTLE, MUCH = 2.6, 5.0  # grain (grey levels) that needs the gentle and the strong cleaning


def mean(picture):
    return cv2.boxFilter(picture, -1, (2 * RADIUS + 1,) * 2)


def guided(picture, guide):
    """Averages widely where the guide is flat and follows it where it has an edge or a texture."""
    centre = mean(guide)
    spread = mean(guide * guide) - centre * centre
    slope = (mean(guide * picture) - centre * mean(picture)) / (spread + FLAT**2)
    return mean(slope) * guide + mean(mean(picture) - slope * centre)


source, target = sys.argv[1:]
raw = cv2.imread(source)
gentle, strong = (cv2.fastNlMeansDenoisingColored(raw, None, h, h * 1.3, 5, 9).astype(numpy.float32) for h in (3.0, 8.0))
raw = raw.astype(numpy.float32)
grain = numpy.sqrt(mean((raw - cv2.GaussianBlur(raw, (0, 0), 0.9)) ** 2).max(axis=2, keepdims=True))
share = numpy.clip((grain - LITTLE) / (MUCH - LITTLE), 0, 1)  # shadows and glass are grainier than the rest
clean = gentle + share * (strong - gentle)
smooth = guided(raw, clean)
fine = numpy.random.default_rng(1).normal(0, 0.6, raw.shape[:2])[..., None]  # keeps the gradients of the paper from banding
result = numpy.clip(smooth + GRAIN * (raw - smooth) + fine, 0, 255).round().astype(numpy.uint8)
cv2.imwrite(target + ".part.png", result)
os.replace(target + ".part.png", target)
