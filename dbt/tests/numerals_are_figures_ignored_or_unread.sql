select
    report_key,
    numerals,
    numerals_figure,
    numerals_ignored,
    numerals_unread
from {{ ref('dim_report') }}
where numerals <> numerals_figure + numerals_ignored + numerals_unread
