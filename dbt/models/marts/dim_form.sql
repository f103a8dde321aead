with

forms as (
    select * from {{ ref('statutory_forms') }}
)

select
    cast(form_code as varchar) as form_code,
    label_en,
    label_zh,
    legal_basis,
    cast(first_year as integer) as first_year,
    cast(last_year as integer) as last_year,
    cast(table_cells as integer) as table_cells,
    sections
from forms
