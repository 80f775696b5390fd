package org.huifang.kernel.notice;

/** By which way a person is told. */
public enum NoticeWay {
    IN_APP,
    /** At once. */
    MAIL,
    /** One mail a day, at eight in the morning of the centre (house rule). */
    DIGEST
}
