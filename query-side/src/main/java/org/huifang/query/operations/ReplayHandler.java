package org.huifang.query.operations;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.operations.Replay;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.query.projection.Rebuild;

/** Begins a replay, and tells how far it is: for administrators, and for who operates the machine. */
public final class ReplayHandler {
    private final Rebuild rebuild;
    private final CompanyDirectory directory;

    public ReplayHandler(Rebuild rebuild, CompanyDirectory directory) {
        this.rebuild = rebuild;
        this.directory = directory;
    }

    @CommandHandler
    public Replay.Status handle(Replay.Start command) {
        authorise(command.act().person());
        rebuild.start(command.act().recordedAt());
        return rebuild.status();
    }

    @QueryHandler
    public Replay.Status handle(Replay.Look query) {
        authorise(query.person());
        return rebuild.status();
    }

    private void authorise(String person) {
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
