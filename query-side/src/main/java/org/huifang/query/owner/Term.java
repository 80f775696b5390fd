package org.huifang.query.owner;

/** A normalised beginning of something that an owner is found by; it stands in the index only blinded. */
record Term(Kind kind, String value) {

    enum Kind {
        ROOM,
        PHONE,
        /** The last four digits, by which people name a phone. */
        PHONE_END,
        NAME
    }
}
