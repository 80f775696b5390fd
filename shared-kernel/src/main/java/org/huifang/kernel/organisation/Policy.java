package org.huifang.kernel.organisation;

import org.huifang.kernel.promise.PromisePolicy;

/** One version of what the company decides where the instruction is silent; never changed once adopted. */
public record Policy(PromisePolicy promises, HouseRules house) {
    public static final Policy DEFAULT = new Policy(PromisePolicy.DEFAULT, HouseRules.DEFAULT);

    public int version() {
        return promises.version();
    }
}
