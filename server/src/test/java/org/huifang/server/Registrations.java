package org.huifang.server;

import java.util.Map;

/** What a complaint is registered with, where a test does not care what it is about. */
final class Registrations {
    private Registrations() {}

    static Map<String, Object> input() {
        return Map.of(
                "centre",
                "YH",
                "channel",
                "PHONE",
                "occurred",
                Map.of("words", "昨晚"),
                "place",
                "3 栋",
                "respondent",
                Map.of("department", "engineering"),
                "course",
                "楼道灯不亮",
                "demand",
                "修好",
                "complainant",
                Map.of("name", "林秀英", "method", "PHONE", "contact", "13800002101"));
    }
}
