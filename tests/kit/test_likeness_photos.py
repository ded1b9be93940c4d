"""One photo is known again however it was stored, and other photos are not."""

import pytest
from PIL import Image

from lantoa.kit.files import store
from lantoa.kit.likeness.photos import VIEWS, bands, compare_views, distance, grey, prints_of
from lantoa.kit.likeness.reused import index_photo, like_photos
from tests.kit.pictures import as_file, pictures


@pytest.fixture(scope="module")
def photos() -> list[Image.Image]:
    return pictures(3)


def test_print_survives_encoding_and_size(photos):
    image = photos[0]
    small = Image.open(as_file(image.resize((320, 240)), quality=45))

    assert distance(dict(prints_of(grey(image)))[0], dict(prints_of(grey(small)))[0]) <= 4


def test_bands_are_the_pieces_of_the_print():
    assert bands(-1) == (0xFFFF,) * 4
    assert bands(0x1234_5678_9ABC_DEF0) == (0xDEF0, 0x9ABC, 0x5678, 0x1234)
    assert distance(-1, 0) == 64


def test_flat_pictures_have_no_prints():
    assert prints_of(Image.new("L", (200, 200), 128)) == []


def test_cropped_picture_is_laid_where_it_was_cut(photos):
    image = photos[0]
    cut = image.crop((0, 0, round(image.width * 0.8), image.height))
    part = VIEWS.index((0, 0, 0.8, 1))

    assert compare_views(grey(image), grey(cut), part, 0) >= 97
    assert compare_views(grey(image), grey(photos[1]), 0, 0) < 60


def save_image(image: Image.Image, quality: int = 90):
    file = store(as_file(image, quality=quality), name="anh.jpg", by=None)
    index_photo(file)
    return file


@pytest.mark.django_db
def test_reused_photo_is_found_among_stored_files(photos, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    first, *_ = [save_image(image) for image in photos]
    left = photos[0].width // 5
    cropped = save_image(photos[0].crop((left, 0, photos[0].width, photos[0].height)), quality=50)

    [(key, score)] = like_photos(cropped)
    assert (key, score >= 95) == (first.pk, True)
    assert [key for key, _ in like_photos(first)] == [cropped.pk]


@pytest.mark.django_db
def test_prints_are_written_anew_and_only_for_pictures(photos, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = save_image(photos[0])
    count = file.prints.count()

    assert index_photo(file) == count == file.prints.count() > 20
    file.thumbnail = ""
    assert (index_photo(file), like_photos(file), file.prints.count()) == (0, [], 0)
