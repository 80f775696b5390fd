package org.huifang.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Why a command was refused; nothing was changed.
 *
 * @param code stable, for programs: {@code RETURN_VISIT_MADE}
 * @param clause of KF02-02, as {@code §4.6.4}, or the house rule it rests on
 * @param field the input it speaks of, where it speaks of one
 */
public record Refusal(String code, String clause, @Nullable String field, String zh, String en) {}
