package org.huifang.server;

/** Why the program does not start, in one line, Chinese and English; no fault, so without a stack trace. */
public final class StartRefused extends RuntimeException {
    public StartRefused(String message) {
        super(message, null, false, false);
    }
}
