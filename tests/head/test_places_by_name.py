"""Names of issuers and the places they mean, year by year."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.parsers.head import HeadSeeds

# printed name, report year, key, organ kind, organ
NAMES = [
    ("安徽省六安市裕安区人民政府", 2019, "CN-341503", "government", ""),
    ("合肥市", 2012, "CN-340100", "government", ""),
    ("合肥", 2012, "CN-340100", "government", ""),
    ("内蒙古自治区人民政府办公厅", 2022, "CN-150000", "office", "人民政府办公厅"),
    ("锡林郭勒盟行政公署", 2016, "CN-152500", "government", ""),
    ("大理州", 2021, "CN-532900", "government", ""),
    ("恩施土家族苗族自治州", 2014, "CN-422800", "government", ""),
    ("威宁县", 2014, "CN-520526", "government", ""),
    ("威宁彝族回族苗族自治县", 2010, "CN-522427", "government", ""),
    ("南京市鼓楼区教育局", 2020, "CN-320106", "department", "教育局"),
    ("杭州市西湖区北山街道办事处", 2020, "CN-330106002", "township", ""),
    ("北京市东城区人民政府朝阳门街道办事处", 2020, "CN-110101007", "township", ""),
    ("东莞市长安镇", 2020, "CN-441900-长安镇", "township", ""),
    ("仙桃市", 2015, "CN-429004", "government", ""),
    ("石河子市", 2012, "CN-659001", "government", ""),
    ("公安县公安局", 2020, "CN-421022", "department", "公安局"),
    ("上海市科委", 2024, "CN-310000", "department", "科委"),
    ("合肥市机构编制委员会办公室", 2021, "CN-340100", "department", "机构编制委员会办公室"),
    ("青岛市南区", 2020, "CN-370202", "government", ""),
    ("济南市市中区人民政府", 2020, "CN-370103", "government", ""),
    ("济南市中区教育局", 2020, "CN-370103", "department", "教育局"),
    ("北京朝阳区", 2020, "CN-110105", "government", ""),
    ("江苏淮安洪泽区人民政府", 2020, "CN-320813", "government", ""),
    ("安徽省合肥教育局", 2020, "CN-340100", "department", "教育局"),
    ("合肥市政务服务中心管委会", 2020, "CN-340100", "department", "政务服务中心管委会"),
    ("合肥市住房和城乡建设局", 2020, "CN-340100", "department", "住房和城乡建设局"),
    ("江苏淮安经济技术开发区管委会", 2020, "CN-320800-淮安经济技术开发区", "zone", ""),
    ("上海科委", 2024, "CN-310000", "department", "科委"),
    ("国家税务总局杭州市税务局", 2021, "CN-330100", "department", "国家税务总局税务局"),
    ("财政部", 2023, "CN", "central", "财政部"),
    ("人社部", 2023, "CN", "central", "人力资源和社会保障部"),
    ("国家统计局", 2022, "CN", "central", "国家统计局"),
    ("苏州工业园区管理委员会", 2022, "CN-320500-苏州工业园区", "zone", ""),
    ("合肥高新区", 2019, "CN-340100-合肥高新技术产业开发区", "zone", ""),
    ("合肥市高新技术产业开发区管委会", 2019, "CN-340100-合肥高新技术产业开发区", "zone", ""),
    ("合肥经济技术开发区", 2019, "CN-340100-合肥经济技术开发区", "zone", ""),
    ("陕西省西咸新区", 2020, "CN-610000-西咸新区", "zone", ""),
    ("河北雄安新区管理委员会", 2022, "CN-130000-雄安新区", "zone", ""),
    ("天津市滨海新区", 2020, "CN-120116", "government", ""),
    ("浦东新区", 2020, "CN-310115", "government", ""),
    ("宁波市场监督管理局", 2020, "CN-330200", "department", "市场监督管理局"),
    ("泉州台商投资区管委会", 2019, "CN-350500-泉州台商投资区", "zone", ""),
    ("合肥高新区管委会财政局", 2019, "CN-340100-合肥高新技术产业开发区", "department", "财政局"),
    ("西安高新区", 2020, "CN-610100-西安高新技术产业开发区", "zone", ""),
    ("西安国际港务区", 2020, "CN-610100-西安国际港务区", "zone", ""),
    ("陕西省西咸新区沣东新城管委会", 2020, "CN-610000-西咸新区沣东新城", "zone", ""),
    ("四川天府新区成都管委会", 2020, "CN-510100-天府新区", "zone", ""),
    ("天府新区眉山管委会", 2020, "CN-511400-天府新区", "zone", ""),
    ("眉山市天府新区", 2020, "CN-511400-天府新区", "zone", ""),
    ("四川天府新区", 2020, "CN-510000-天府新区", "zone", ""),
    ("中国(上海)自由贸易试验区管理委员会", 2020, "CN-310000-上海自由贸易试验区", "zone", ""),
    ("中国(福建)自由贸易试验区平潭片区管委会", 2020, "CN-350000-福建自由贸易试验区平潭片区", "zone", ""),
    ("深圳市光明新区管委会", 2016, "CN-440300-光明新区", "zone", ""),
    ("秦皇岛北戴河新区", 2019, "CN-130300-北戴河新区", "zone", ""),
    ("六安市叶集改革发展试验区", 2013, "CN-341500-叶集改革发展试验区", "zone", ""),
    ("吉林省长白山保护开发区管委会", 2020, "CN-220000-长白山保护开发区", "zone", ""),
    ("益阳市大通湖区管理委员会", 2020, "CN-430900-大通湖区", "zone", ""),
    # organs of the party, of the centre in a place, and offices in short
    ("中共长沙市委办公室", 2021, "CN-430100", "department", "市委办公室"),
    ("中国共产党杭州市委员会办公室", 2021, "CN-330100", "department", "市委办公室"),
    ("杭州市西湖区委宣传部", 2021, "CN-330106", "department", "区委宣传部"),
    ("长沙市府办", 2021, "CN-430100", "office", "府办"),
    ("国家统计局四川调查总队", 2021, "CN-510000", "department", "国家统计局调查总队"),
    ("财政部浙江监管局", 2020, "CN-330000", "department", "财政部监管局"),
    ("中国人民银行杭州中心支行", 2020, "CN-330100", "department", "中国人民银行中心支行"),
    ("中华人民共和国杭州海关", 2020, "CN-330100", "department", "海关"),
    ("兵团教育局", 2021, "CN-650000-新疆生产建设兵团", "department", "教育局"),
    ("十三师新星市", 2022, "CN-659011", "government", ""),
    # renamed, merged, raised, moved
    ("襄樊市", 2008, "CN-420600", "government", ""),
    ("襄阳市", 2012, "CN-420600", "government", ""),
    ("淮安市洪泽县", 2014, "CN-320829", "government", ""),
    ("淮安市洪泽区", 2017, "CN-320813", "government", ""),
    ("密云县", 2012, "CN-110228", "government", ""),
    ("密云区", 2018, "CN-110118", "government", ""),
    ("密云区", 2014, "CN-110228", "government", ""),
    ("上海市闸北区", 2012, "CN-310108", "government", ""),
    ("巢湖市", 2009, "CN-341400", "government", ""),
    ("巢湖市", 2015, "CN-340181", "government", ""),
    ("寿县", 2012, "CN-341521", "government", ""),
    ("寿县", 2017, "CN-340422", "government", ""),
    ("凤翔县彪角镇", 2019, "CN-610322-彪角镇", "township", ""),
    ("凤翔区彪角镇", 2022, "CN-610305102", "township", ""),
]


@pytest.mark.parametrize(("name", "year", "key", "kind", "organ"), NAMES)
def test_a_name_means_the_place_as_it_was_in_the_year(
    seeds: HeadSeeds, name: str, year: int, key: str, kind: str, organ: str
) -> None:
    issuer = seeds.names.read(name, year)
    assert (issuer.keys, issuer.organ_kind, issuer.organ) == ((key,), kind, organ)


@pytest.mark.parametrize(
    ("name", "kind"), [("审计署驻上海特派员办事处", "department"), ("三江源国家公园管理局", "department")]
)
def test_an_organ_of_the_centre_or_of_a_region_is_of_no_place_that_its_name_only_contains(
    seeds: HeadSeeds, name: str, kind: str
) -> None:
    issuer = seeds.names.read(name, 2020)
    assert (issuer.keys, issuer.organ_kind) == ((), kind)


@pytest.mark.parametrize(
    "name", ["公安局", "市场监督管理局", "住房和城乡建设局", "区政府办公室", "县人民政府", "城乡规划局"]
)
def test_an_organ_without_its_place_means_no_place(seeds: HeadSeeds, name: str) -> None:
    issuer = seeds.names.read(name, 2019)
    assert issuer.keys == ()
    assert not issuer.names_unknown_place


@pytest.mark.parametrize(
    "name",
    [
        "嘉义县",
        "嘉义县水利局",
        "江州市人民政府办公室",
        "江州市教育局",
        "无此市人民政府",
        "合肥市无此区人民政府",
        "合肥市无此区教育局",
    ],
)
def test_a_place_that_no_register_has_is_said_to_be_unknown(seeds: HeadSeeds, name: str) -> None:
    assert seeds.names.read(name, 2019).names_unknown_place


@pytest.mark.parametrize(("name", "count"), [("鼓楼区", 4), ("巴州", 2), ("朝阳区", 2), ("河东区", 2), ("通山县", 1)])
def test_a_name_that_several_places_bear_means_all_of_them(seeds: HeadSeeds, name: str, count: int) -> None:
    assert len(seeds.names.read(name, 2019).keys) == count


def test_every_place_leads_to_a_place_that_exists_now_unless_it_was_divided(seeds: HeadSeeds) -> None:
    places = seeds.names.places
    lost = {p.name for p in places.divisions if not p.current_code}
    assert lost == {"巢湖市"}
    assert all(places.by_code[p.current_code][-1].last == 9999 for p in places.divisions if p.current_code)


def test_every_place_lies_in_a_province_in_every_year_of_its_life(seeds: HeadSeeds) -> None:
    places = seeds.names.places
    for place in places.divisions:
        if place.level != "province":
            year = max(place.first, 2008)
            assert [*places.parents(place, year)][-1].level == "province", place


ORGANS = [("", "government"), ("人民政府", "government"), ("人民政府办公室", "office"), ("教育局", "department")]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_place_named_with_its_parents_is_that_place_and_no_other(seeds: HeadSeeds, data: st.DataObject) -> None:
    places = seeds.names.places
    place = data.draw(st.sampled_from([p for p in places.divisions if p.level == "county" and p.last >= 2008]))
    year = data.draw(st.integers(max(place.first, 2008), min(place.last, 2026)))
    parents = [above.name for above in places.parents(place, year)][::-1]
    parents = parents[data.draw(st.integers(0, len(parents) - 1)) :]
    organ, kind = data.draw(st.sampled_from(ORGANS))
    issuer = seeds.names.read("".join(parents) + place.name + organ, year)
    assert (issuer.keys, issuer.organ_kind) == ((place.key,), kind)
