"""The tags one by one: what stands in the markup, what a wrong parameter does."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from lantoa.kit import parts


def draw(source: str, **context) -> str:
    return Template(source).render(Context(context))


def flat(source: str, **context) -> str:
    """The markup with its white space folded."""
    return " ".join(draw(source, **context).split())


class Sample(forms.Form):
    name = forms.CharField(label="Tên gọi", max_length=200, help_text="Ngắn gọn.")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Một"), ("b", "Hai")], widget=forms.RadioSelect)


@pytest.fixture
def wrong():
    form = Sample({"name": "", "kind": "a"})
    form.is_valid()
    return form


# --- wording ---


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|num }}", 11441, "11.441"),
        ("{{ v|num }}", None, "không nêu"),
        ("{{ v|pct }}", Decimal("29.87"), "29,9%"),
        ("{{ v|pct }}", None, "không nêu"),
        ("{{ v|date_vn }}", date(2023, 5, 4), "04/05/2023"),
        ("{{ v|date_vn }}", None, ""),
        ("{{ v|date_vn }}", datetime(2023, 5, 4, 18, 30, tzinfo=UTC), "05/05/2023"),
        ("{{ v|moment_vn }}", datetime(2023, 5, 4, 18, 30, tzinfo=UTC), "01:30 05/05/2023"),
        ("{{ v|moment_vn }}", date(2023, 5, 4), "04/05/2023"),
    ],
)
def test_wording(source, value, shown):
    assert draw(source, v=value) == shown


# --- small parts ---


def test_badge_has_a_shape_and_a_word():
    markup = draw('{% badge "Đã duyệt" tone="done" %}')
    assert "#state-done" in markup
    assert markup.endswith("Đã duyệt</span>")


def test_badge_of_an_unknown_tone_is_an_error():
    with pytest.raises(ValueError, match="pink"):
        draw('{% badge "Đã duyệt" tone="pink" %}')


def test_labels_are_escaped():
    assert "&lt;b&gt;" in draw("{% badge label %}", label="<b>")
    assert "&lt;b&gt;" in draw('{% number 1 label=label definition=label url="/x" %}', label="<b>")


def test_button_without_address_submits():
    assert flat('{% button "Lưu" tone="primary" %}') == (
        '<button class="button button-primary" type="submit">Lưu</button>'
    )


def test_button_with_address_is_a_link_and_takes_attributes():
    markup = flat('{% button "Mở" url="/a" hx_get="/b" %}')
    assert markup == '<a class="button button-secondary" href="/a" hx-get="/b">Mở</a>'


def test_refused_button_keeps_its_reason_beside_it():
    markup = flat('{% button "Chốt" url="/a" reason="Còn 3 nơi chưa nộp." %}')
    assert 'aria-disabled="true"' in markup
    assert "Còn 3 nơi chưa nộp." in markup
    assert "href" not in markup


def test_button_that_needs_scripts_says_so():
    assert "data-scripted-only" in draw('{% button "In" type="button" data_print="" %}')


def test_misspelt_parameter_is_an_error():
    with pytest.raises(TemplateSyntaxError):
        draw('{% badge "Đã duyệt" colour="red" %}')


def test_error_alert_is_announced():
    assert 'role="alert"' in draw('{% alert tone="error" %}<p>Sai</p>{% endalert %}')
    assert 'role="alert"' not in draw('{% alert tone="info" %}<p>Biết</p>{% endalert %}')


def test_progress_of_unknown_length_has_no_value():
    assert "value=" not in draw('{% progress None 100 label="Đang chuẩn bị" %}')
    assert 'value="340"' in draw('{% progress 340 1000 label="Đang đọc" %}')


# --- figures ---


def test_number_is_a_link_that_reads_its_label_first():
    markup = draw('{% number 11441 label="Kê khai" url=url %}', url="/ds/?a=1&b=2")
    assert (
        '<a class="chip-figure" href="/ds/?a=1&amp;b=2"><span class="visually-hidden">Kê khai: </span>11.441</a>'
        in markup
    )


def test_number_explains_itself_only_if_there_is_something_to_say():
    assert "chip-about" not in draw('{% number 5 label="Kê khai" %}')
    markup = draw('{% number 5 label="Kê khai" quality="at_least" as_of=day %}', day=date(2024, 6, 30))
    assert "con số này là mức thấp nhất" in markup
    assert "tính đến 30/06/2024" in markup
    assert '<span class="chip-quality">trên</span> 5' in markup


def test_number_not_stated_is_no_link():
    markup = draw('{% number None label="Số hộ" url="/ds/" %}')
    assert "không nêu" in markup
    assert "href" not in markup


def test_same_number_drawn_twice_has_the_same_id():
    source = '{% number 5 label="Kê khai" definition="Do đơn vị báo." %}'
    assert draw(source) == draw(source)


def test_number_ends_without_white_space():
    assert draw('{% number 5 label="Kê khai" %}.').endswith("</span>.")


def test_nested_bars_link_the_missing_part():
    levels = [
        parts.Level("Kê khai", 100, "/k"),
        parts.Level("Có tên", 40, "/t", missing_label="chưa rõ tên", missing_url="/m"),
    ]
    markup = flat('{% nested_bars levels caption="Mô tả" %}', levels=levels)
    assert '<a href="/m">60 chưa rõ tên</a>' in markup
    assert 'fill="url(#kit-hatch)"' in markup


def test_nested_bars_doubt_an_inner_level_above_the_outer():
    levels = [parts.Level("Kê khai", 40), parts.Level("Có tên", 52)]
    assert "Cần xem lại: lớn hơn số ở trên 12" in flat('{% nested_bars levels caption="Mô tả" %}', levels=levels)


def test_hidden_rows_are_counted():
    assert "131 trong 132" in draw('{% show_visible_count 131 132 noun="bản ghi" %}')
    assert draw('{% show_visible_count 132 132 noun="bản ghi" %}').strip() == ""


# --- around ---


def test_pager_keeps_the_filters():
    request = RequestFactory().get("/ds/", {"linh-vuc": "1", "trang": "2"})
    markup = flat("{% pager page %}", request=request, page=Paginator(range(11441), 50).page(2))
    assert "51–100 trong 11.441" in markup
    assert "?linh-vuc=1&amp;trang=3" in markup


def test_pager_of_one_page_has_no_links():
    markup = draw("{% pager page %}", request=RequestFactory().get("/"), page=Paginator(range(7), 50).page(1))
    assert "1–7 trong 7" in markup
    assert "href" not in markup


@pytest.mark.parametrize(("count", "shown"), [(3, 3), (5, 5), (6, 4), (9, 4)])
def test_bottom_bar_holds_five(count, shown):
    places = list(range(count))
    assert len(draw("{% for p in places|first_places %}.{% endfor %}", places=places)) == shown
    assert len(draw("{% for p in places|later_places %}.{% endfor %}", places=places)) == count - shown


# --- forms ---


def test_field_binds_label_help_and_error(wrong):
    markup = flat("{% field form.name %}", form=wrong)
    assert '<label class="field-label" for="id_name">' in markup
    assert 'aria-describedby="id_name_helptext id_name_error"' in markup
    assert 'aria-invalid="true"' in markup
    assert 'id="id_name_helptext"' in markup
    assert 'id="id_name_error"' in markup


def test_long_field_counts_letters(wrong):
    assert 'data-longest="200"' in draw("{% field form.name %}", form=wrong)


def test_radios_are_a_group_with_a_legend(wrong):
    markup = flat("{% field form.kind %}", form=wrong)
    assert "<legend" in markup
    assert markup.count('type="radio"') == 2


def test_error_summary_leads_to_the_field(wrong):
    markup = flat("{% error_summary form %}", form=wrong)
    assert "còn 1 chỗ cần sửa" in markup
    assert 'href="#id_name"' in markup


def test_error_summary_says_that_a_chosen_file_is_not_kept():
    class WithFile(forms.Form):
        name = forms.CharField()
        scan = forms.FileField(widget=forms.FileInput)

    words = "riêng tệp phải chọn lại"
    chosen = {"scan": SimpleUploadedFile("a.pdf", b"%PDF")}
    assert words in draw("{% error_summary form %}", form=WithFile({}, chosen))
    assert words not in draw("{% error_summary form %}", form=WithFile({}))


def test_error_summary_without_errors_is_nothing():
    assert draw("{% error_summary form %}", form=Sample()).strip() == ""


# --- records ---


def test_move_is_a_form_a_window_or_a_refusal():
    actions = [
        parts.Action("Duyệt", "/duyet", tone="primary"),
        parts.Action("Trả lại", "/tra-lai", needs_reason=True),
        parts.Action("Rút lại", "/rut", is_allowed=False, reason="Đã có quyết định."),
    ]
    markup = flat('{% moves actions of="Bản ghi" %}', actions=actions, csrf_token="t")
    assert '<form action="/duyet" method="post">' in markup
    assert '<a class="button button-secondary" href="/tra-lai" data-opens="' in markup
    assert 'name="reason"' in markup
    assert "Đã có quyết định." in markup
    assert "/rut" not in markup


@pytest.mark.parametrize(
    ("tone", "confirmed"), [("primary", "primary"), ("secondary", "primary"), ("danger", "danger")]
)
def test_a_move_is_the_main_action_of_its_own_page(tone, confirmed):
    action = parts.Action("Trả lại", "/tra-lai", tone=tone, needs_reason=True)

    markup = flat('{% move_form action of="Bản ghi" cancel_url="/a" %}', action=action, csrf_token="t")
    assert f'<button class="button button-{confirmed}"' in markup


def test_timeline_shows_changes_side_by_side():
    change = parts.Change("Người phụ trách", "", "Lò Thị Hặc")
    entry = parts.Entry(date(2023, 5, 4), "Quàng Văn Đôi", "Sửa", changes=[change])
    markup = flat("{% timeline entries %}", entries=[entry])
    assert "1 chỗ thay đổi" in markup
    assert "để trống" in markup
    assert "<ins>Lò Thị Hặc</ins>" in markup


def test_tree_fetches_what_is_below_when_opened():
    nodes = [parts.Node("Khối", "/k", count=40, children_url="/k/duoi", fate="Sáp nhập vào Khối mới")]
    markup = flat('{% tree nodes label="Cây" %}', nodes=nodes)
    assert 'hx-get="/k/duoi"' in markup
    assert '<a href="/k/duoi">Mở các mục bên dưới</a>' in markup
    assert "Sáp nhập vào Khối mới" in markup


def test_column_says_how_rows_are_sorted():
    assert 'aria-sort="descending"' in draw('{% column "Ngày" sort_url="?s=1" direction="desc" %}')
    assert "aria-sort" not in draw('{% column "Ngày" %}')
