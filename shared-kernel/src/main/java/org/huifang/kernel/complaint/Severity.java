package org.huifang.kernel.complaint;

/** How grave a valid complaint is (§4.4), gravest last. */
public enum Severity {
    /** §4.4.3 */
    MINOR,
    /** §4.4.2 */
    IMPORTANT,
    /** §4.4.1 */
    MAJOR
}
