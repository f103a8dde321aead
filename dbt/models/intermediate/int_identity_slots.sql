with

identities as (
    select * from {{ ref('identities') }}
),

variants as (
    select distinct
        identity_code,
        coalesce(variant, '') as variant
    from {{ ref('identity_terms') }}
),

-- an identity of cells alone can be tried wherever the cells are printed, whatever
-- the form
cell_identities as (
    select identity_code
    from {{ ref('identity_terms') }}
    where metric_code is not null
    group by identity_code
    having min(case when source = 'table' then 1 else 0 end) = 1
),

-- a table prints every row of its list; a text may name some only
cell_variants as (
    select
        identity_code,
        coalesce(variant, '') as variant
    from {{ ref('identity_terms') }}
    where metric_code is not null
    group by identity_code, coalesce(variant, '')
    having min(case when source = 'table' then 1 else 0 end) = 1
),

members as (
    select * from {{ ref('identity_members') }}
),

-- an identity over open lists or over every cell at once has one slot for all members
slots as (
    select
        identities.identity_code,
        variants.variant,
        coalesce(members.member, '') as member,
        coalesce(members.forms, '') as member_forms,
        coalesce(members.position, 0) as member_position
    from identities
    inner join variants on identities.identity_code = variants.identity_code
    left join members
        on
        identities.quantifier = members.member_set
        and identities.kind in ('linear', 'level')
)

select
    cast(
        row_number() over (
            order by
                slots.identity_code, slots.variant, slots.member_position, slots.member
        ) as integer
    ) as slot_no,
    slots.identity_code,
    slots.variant,
    slots.member as slot_member,
    case
        when slots.variant = '' or slots.member = '' then slots.variant || slots.member
        else slots.variant || '/' || slots.member
    end as member,
    slots.member_forms,
    identities.kind,
    identities.scope,
    '|' || identities.forms || '|' as forms,
    coalesce(identities.first_year, 0) as first_year,
    coalesce(identities.last_year, 9999) as last_year,
    coalesce(identities.level_rule, '') as level_rule,
    identities.operator,
    cast(identities.tolerance as decimal(12, 6)) as tolerance,
    identities.tolerance_kind,
    identities.deadline,
    identities.severity,
    identities.presence,
    identities.min_parts,
    case when cell_variants.identity_code is null then identities.least_share end
        as least_share,
    identities.is_vouching,
    cell_identities.identity_code is not null as is_of_cells
from slots
inner join identities on slots.identity_code = identities.identity_code
left join cell_identities on slots.identity_code = cell_identities.identity_code
left join cell_variants
    on
    slots.identity_code = cell_variants.identity_code
    and slots.variant = cell_variants.variant
