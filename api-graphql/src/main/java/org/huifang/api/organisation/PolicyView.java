package org.huifang.api.organisation;

import java.time.Instant;
import org.huifang.kernel.organisation.HouseRules;
import org.huifang.kernel.promise.PromisePolicy;
import org.jspecify.annotations.Nullable;

/** A version of the policy; {@code from}, {@code by} and {@code reason} are absent for the one the product brings. */
record PolicyView(
        int version,
        @Nullable Instant from,
        @Nullable String by,
        @Nullable String reason,
        PromisePolicy promises,
        HouseRules house) {}
