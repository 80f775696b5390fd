package org.huifang.kernel.anonymity;

/**
 * Personal data in a text that is meant for anybody (§4.6.5, §4.6.6).
 *
 * @param start index of its first character (UTF-16) in the text
 * @param end index behind its last
 */
public record Finding(Kind kind, int start, int end) {

    /** What it is, and what stands for it in an anonymised text. */
    public enum Kind {
        NAME("某业主"),
        PHONE("[电话]"),
        ROOM("某室"),
        ID_NUMBER("[证件号]"),
        BANK_CARD("[卡号]"),
        PLATE("[车牌]"),
        EMAIL("[邮箱]");

        private final String instead;

        Kind(String instead) {
            this.instead = instead;
        }

        public String instead() {
            return instead;
        }
    }
}
