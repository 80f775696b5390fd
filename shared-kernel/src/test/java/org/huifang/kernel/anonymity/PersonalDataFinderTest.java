package org.huifang.kernel.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.huifang.kernel.anonymity.Finding.Kind;
import org.junit.jupiter.api.Test;

/** §4.6.5, §4.6.6: personal data planted in texts in varied spellings is found, all of it; ordinary sentences pass. */
class PersonalDataFinderTest {
    private static final int PLANTED = 1_000;
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    private static final String GIVEN = "秀英伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建华玉梅志红文斌宇浩凯婷雪慧琳峰";
    private static final String NUMERALS = "〇一二三四五六七八九";

    private final Random random = new Random(20260302);

    /** Where each place of a text were looked at from each other, these would take days, or all of the stack. */
    @Test
    void takesNoLongerThanTheTextIs() {
        int length = 500_000;
        KnownPeople known = new KnownPeople(Set.of("欧阳秀英"), Set.of("021-65432100"), Set.of("3-2-1101"));
        for (String endless : List.of("A", "1", "0", "a.", "1-", "-", " ", "3栋", "a@", "一十", "欧")) {
            String text = "a@" + endless.repeat(length / endless.length());
            assertTimeoutPreemptively(
                    Duration.ofMinutes(1), () -> PersonalDataFinder.find(text, known), () -> "of " + endless);
        }
        found(Kind.EMAIL, "a".repeat(100) + "@" + "b.".repeat(50) + "example.com", KnownPeople.NOBODY);
    }

    @Test
    void findsEveryNamePlanted() {
        List<UnaryOperator<String>> spellings = List.of(
                name -> name,
                name -> String.join(" ", name.split("")),
                name -> String.join("·", name.split("")),
                name -> name + "先生",
                name -> surname(name) + "女士",
                name -> surname(name) + " 先生",
                name -> surname(name) + "阿姨",
                name -> surname(name) + "某某",
                name -> name.charAt(0) + "\u200b" + name.substring(1));
        for (int i = 0; i < PLANTED; i++) {
            String name = i % 10 == 0 ? "欧阳" + given(2) : pick(SURNAMES) + given(1 + random.nextInt(2));
            String written = spellings.get(i % spellings.size()).apply(name);
            found(Kind.NAME, written, new KnownPeople(Set.of(name), Set.of(), Set.of()));
        }
    }

    @Test
    void findsEveryPhonePlanted() {
        List<UnaryOperator<String>> spellings = List.of(
                phone -> phone,
                phone -> grouped(phone, " ", 3, 4, 4),
                phone -> grouped(phone, "-", 3, 4, 4),
                phone -> grouped(phone, ".", 3, 4, 4),
                phone -> "+86 " + phone,
                phone -> "86-" + grouped(phone, " ", 3, 4, 4),
                PersonalDataFinderTest::fullWidth,
                PersonalDataFinderTest::numerals,
                phone -> grouped(fullWidth(phone), "—", 3, 4, 4),
                phone -> String.join(" ", phone.split("")));
        for (int i = 0; i < PLANTED; i++) {
            String phone = "1" + (3 + random.nextInt(7)) + digits(9);
            // Anybody's is found, also where nobody knows it.
            found(Kind.PHONE, spellings.get(i % spellings.size()).apply(phone), KnownPeople.NOBODY);
        }
        for (int i = 0; i < PLANTED; i++) {
            String local = (2 + random.nextInt(7)) + digits(7);
            KnownPeople known = new KnownPeople(Set.of(), Set.of("0571-" + local), Set.of());
            List<String> written = List.of(
                    "0571-" + local,
                    "0571" + local,
                    "(0571)" + local,
                    local,
                    fullWidth(local),
                    grouped(local, " ", 4, 4));
            found(Kind.PHONE, written.get(i % written.size()), known);
        }
    }

    @Test
    void findsEveryRoomPlanted() {
        for (int i = 0; i < PLANTED; i++) {
            int building = 1 + random.nextInt(30);
            int unit = 1 + random.nextInt(4);
            String room = (1 + random.nextInt(30)) + "0" + (1 + random.nextInt(4));
            String recorded = building + "-" + unit + "-" + room;
            List<String> written = List.of(
                    recorded,
                    building + "栋" + unit + "单元" + room + "室",
                    building + "栋" + unit + "单元" + room,
                    building + "号楼" + room,
                    building + "#" + unit + "-" + room,
                    building + "幢 " + unit + " 单元 " + room + " 室",
                    unit + "单元" + room,
                    room + "室",
                    fullWidth(recorded),
                    building + "/" + unit + "/" + room,
                    chinese(building) + "栋" + NUMERALS.charAt(unit) + "单元" + numerals(room) + "室",
                    building + "" + unit + room,
                    building + "栋" + room + "的业主");
            found(Kind.ROOM, written.get(i % written.size()), new KnownPeople(Set.of(), Set.of(), Set.of(recorded)));
        }
    }

    @Test
    void findsEveryPlatePlanted() {
        String provinces = "京沪浙粤苏鲁川鄂";
        String letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
        for (int i = 0; i < PLANTED; i++) {
            String head = pick(provinces) + pick(letters);
            String tail = i % 3 == 0 ? "D" + digits(5) : pick(letters) + digits(4);
            List<String> written = List.of(
                    head + tail,
                    head + "·" + tail,
                    head + " " + tail,
                    head + "-" + tail,
                    head.toLowerCase(Locale.ROOT) + tail,
                    fullWidth(head + tail));
            found(Kind.PLATE, written.get(i % written.size()), KnownPeople.NOBODY);
        }
    }

    @Test
    void findsEveryIdNumberPlanted() {
        for (int i = 0; i < PLANTED; i++) {
            String id = "3301" + digits(2) + "19" + (50 + random.nextInt(50)) + "0" + (1 + random.nextInt(9)) + "1"
                    + random.nextInt(10) + digits(3) + (i % 11 == 0 ? "X" : digits(1));
            List<String> written = List.of(
                    id,
                    grouped(id, " ", 6, 8, 4),
                    grouped(id, "-", 6, 8, 4),
                    fullWidth(id),
                    id.toLowerCase(Locale.ROOT));
            found(Kind.ID_NUMBER, written.get(i % written.size()), KnownPeople.NOBODY);
        }
    }

    /** Ordinary sentences of such reports pass, with people known whose names are none of their words. */
    @Test
    void ordinarySentencesPass() {
        KnownPeople known = new KnownPeople(
                Set.of("林秀英", "欧阳修远", "王伟"), Set.of("13800002101", "0571-88881234"), Set.of("3-2-1101", "12栋1单元602"));
        List<String> sentences = List.of(
                "本月共受理投诉 128 件,办结 120 件,办结率 93.75%。",
                "3 栋、5 栋电梯自 2026 年 11 月 3 日起停梯检修 2 天。",
                "2026-11-25 至 2026-12-01 更换 12 台水泵。",
                "服务热线 400-800-1234,24 小时有人接听。",
                "物业服务中心电话 0571-86001234。",
                "地下车库照明由 36W 改为 18W,每月节电约 1200 度。",
                "一楼大堂地砖更换 30 平方米,费用 4500 元。",
                "第二单元门禁故障 3 次,已更换控制器。",
                "共有 1101 户业主参与投票,同意率 87%。",
                "二次供水水箱清洗于 11 月 12 日完成。",
                "保洁频次由每日两次增至三次。",
                "消防演练定于 12 月 5 日 14:00-16:30 举行。",
                "按《物业管理条例》第三十五条办理。",
                "垃圾清运时间调整为 6:30、12:30 和 19:00。",
                "编号 KF-YH-20261103-0001 至 0042 的投诉已全部回访。",
                "12345 热线转办 6 件,均在时限内答复。",
                "外墙渗水维修面积 236 平方米,工期 15 天。",
                "三年内电梯困人事件由 12 起降至 1 起。",
                "东门岗亭新增 2 名秩序维护员。",
                "绿化补种桂花 40 株、草坪 600 平方米。",
                "停车位 1024 个,其中充电车位 128 个。",
                "公共收益 356000 元,支出 128500 元,结余 227500 元。",
                "A 座大堂空调滤网每 30 天清洗一次。",
                "业主反映的夜间施工噪声,已与施工方约定 22:00 后停工。",
                "感谢广大业主的理解和支持。",
                "水压 0.35 兆帕,符合要求。",
                "1-6 月平均满意度 4.62 分,7-11 月 4.71 分。",
                "楼道灯 3-5 层不亮,已修复 18 盏。",
                "垃圾房异味问题,加装除臭设备 2 套。",
                "房屋漏水 23 件,其中屋面 9 件、外墙 14 件。",
                "高峰时段电梯等候时间缩短至 90 秒。",
                "儿童游乐区安全检查 2026 年第 4 季度合格。",
                "每周三 9:00 管家接待日。",
                "车辆道闸升级,识别率 99.2%。",
                "合同编号 HT2026-1103,期限三年。",
                "一级响应 15 分钟内到场。",
                "单元门闭门器更换 56 只。",
                "二十四小时监控室双人值守。",
                "本小区共 18 幢 2160 户。",
                "雨水井 245 座清掏完毕。");
        for (String sentence : sentences) {
            assertThat(PersonalDataFinder.find(sentence, known)).as(sentence).isEmpty();
        }
    }

    @Test
    void putsNeutralWordsInstead() {
        KnownPeople known = new KnownPeople(Set.of("林秀英"), Set.of("13800002101"), Set.of("3-2-1101"));
        assertThat(PersonalDataFinder.anonymised("3栋2单元1101室林女士(１３８ ００００ ２１０１)反映电梯困人,车牌浙A·12345。", known))
                .isEqualTo("某室某业主([电话])反映电梯困人,车牌[车牌]。");
        assertThat(PersonalDataFinder.anonymised("电梯困人 20 分钟", known)).isEqualTo("电梯困人 20 分钟");
    }

    /** Within a sentence, and the finding covers it: nothing of it is left when it is replaced. */
    private void found(Kind kind, String written, KnownPeople known) {
        String text = "本月" + pick("有在据") + "反映:" + written + ",现已处理完毕。";
        List<Finding> findings = PersonalDataFinder.find(text, known);
        int start = text.indexOf(written);
        assertThat(findings).as(text).anySatisfy(finding -> assertThat(finding.kind())
                .isEqualTo(kind));
        List<Finding> inside = new ArrayList<>(findings);
        inside.removeIf(finding -> finding.end() <= start || finding.start() >= start + written.length());
        String left = PersonalDataFinder.anonymised(text, known);
        assertThat(left).as(text).doesNotContain(written);
        assertThat(inside).as(text).isNotEmpty();
    }

    private static String surname(String name) {
        return name.startsWith("欧阳") ? "欧阳" : name.substring(0, 1);
    }

    private String given(int length) {
        StringBuilder given = new StringBuilder();
        for (int i = 0; i < length; i++) {
            given.append(pick(GIVEN));
        }
        return given.toString();
    }

    private String pick(String from) {
        int at = random.nextInt(from.length());
        return from.substring(at, at + 1);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String grouped(String text, String between, int... lengths) {
        List<String> groups = new ArrayList<>();
        int at = 0;
        for (int length : lengths) {
            groups.add(text.substring(at, at + length));
            at += length;
        }
        return String.join(between, groups);
    }

    private static String fullWidth(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c > 32 && c < 127 ? c + 0xFEE0 : c)));
        return wide.toString();
    }

    private static String numerals(String digits) {
        StringBuilder written = new StringBuilder();
        digits.chars().forEach(c -> written.append(NUMERALS.charAt(c - '0')));
        return written.toString();
    }

    /** 12 as 十二. */
    private static String chinese(int number) {
        String tens =
                number < 10 ? "" : (number / 10 == 1 ? "" : NUMERALS.substring(number / 10, number / 10 + 1)) + "十";
        return tens + (number % 10 == 0 ? "" : NUMERALS.substring(number % 10, number % 10 + 1));
    }
}
