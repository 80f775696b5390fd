package org.huifang.kernel;

/** By which way a command reached the system. */
public enum Source {
    CONSOLE,
    API,
    IMPORT,
    RECEIPT,
    CLOCK
}
