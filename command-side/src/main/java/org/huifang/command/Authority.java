package org.huifang.command;

import java.util.Optional;
import org.huifang.kernel.Act;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.organisation.Role;

/** Who may do what is no respondent's, nor one complaint's: as the directory has it at that moment (§2). */
public final class Authority {
    private Authority() {}

    /**
     * In which role the person may do it there.
     *
     * @throws RefusedException when they may not
     */
    public static Role require(Operation operation, Act act, Place place, CompanyDirectory directory) {
        return role(directory.current(), operation, act, place)
                .or(() -> role(directory.refreshed(), operation, act, place))
                .orElseThrow(() -> new RefusedException(
                        Rule.refusal("ROLE_NOT_ALLOWED", operation.clause(), null, "您的岗位不能办理此事项")));
    }

    /** For what is the company's, whichever centre the person belongs to. */
    public static Role requireAnywhere(Operation operation, Act act, CompanyDirectory directory) {
        return require(operation, act, Place.COMPANY, directory);
    }

    private static Optional<Role> role(Directory directory, Operation operation, Act act, Place place) {
        return directory.acting(act.person(), act.recordedAt()).flatMap(person -> person.roleFor(operation, place));
    }

    /** @throws RefusedException when there is no such centre */
    public static void requireKnownCentre(String centre, String clause, CompanyDirectory directory) {
        if (directory.current().centre(centre).isEmpty()
                && directory.refreshed().centre(centre).isEmpty()) {
            throw new RefusedException(Rule.refusal("CENTRE_KNOWN", clause, "centre", "没有这个服务中心"));
        }
    }
}
