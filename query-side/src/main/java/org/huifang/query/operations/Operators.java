package org.huifang.query.operations;

import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.operations.Replay;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;

/** Administrators, and who operates the machine: what concerns no complaint is theirs. */
final class Operators {
    private final CompanyDirectory directory;

    Operators(CompanyDirectory directory) {
        this.directory = directory;
    }

    /** @throws RefusedException when it is neither */
    void require(String person) {
        boolean administrator = directory
                .acting(person)
                .flatMap(p -> p.roleFor(Operation.ADMINISTER, Place.COMPANY))
                .isPresent();
        if (!administrator && !person.equals(Replay.OPERATOR)) {
            throw new RefusedException(new Refusal(
                    "ROLE_NOT_ALLOWED",
                    Operation.ADMINISTER.clause(),
                    null,
                    "您的岗位不能办理此事项",
                    "Your role does not allow this"));
        }
    }
}
