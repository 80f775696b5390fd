package org.huifang.kernel;

import java.util.List;

/** Carries refusals out of a command; it is an answer, not a fault, so it has no stack trace. */
public final class RefusedException extends RuntimeException {
    private final transient List<Refusal> refusals;

    public RefusedException(List<Refusal> refusals) {
        super(
                String.join(
                        "; ",
                        refusals.stream().map(r -> r.code() + " " + r.en()).toList()),
                null,
                false,
                false);
        this.refusals = List.copyOf(refusals);
    }

    public RefusedException(Refusal refusal) {
        this(List.of(refusal));
    }

    public List<Refusal> refusals() {
        return refusals;
    }
}
