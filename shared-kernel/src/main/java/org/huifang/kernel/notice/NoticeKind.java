package org.huifang.kernel.notice;

/** Why somebody is told something; each person chooses by which ways. */
public enum NoticeKind {
    /** In my queue. */
    NEW_WORK,
    /** Of what I did. */
    RETURNED,
    /** Of a promise whose span is a day or more; of shorter ones the queue tells. */
    WARNED,
    MISSED,
    /** A miss has climbed to me. */
    ESCALATED,
    /** What is promised of a month. */
    MONTH_END,
    /** Something that nobody does. */
    ALARM
}
