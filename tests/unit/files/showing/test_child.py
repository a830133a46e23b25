import io

import matplotlib.image
import numpy as np

from reviewhub.files.showing.child import png


def test_a_picture_is_written_as_another_program_reads_it() -> None:
    lines = [bytes([255, 0, 0, 0, 255, 0]), bytes([0, 0, 255, 255, 255, 255])]
    read = matplotlib.image.imread(io.BytesIO(png(lines, 2)))
    assert np.array_equal(read, [[[1, 0, 0], [0, 1, 0]], [[0, 0, 1], [1, 1, 1]]])
