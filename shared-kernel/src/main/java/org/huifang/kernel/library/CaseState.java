package org.huifang.kernel.library;

/** How far the newest version of a case is (§4.6.5). */
public enum CaseState {
    DRAFT,
    IN_REVIEW,
    RETURNED,
    PUBLISHED,
    RETIRED
}
