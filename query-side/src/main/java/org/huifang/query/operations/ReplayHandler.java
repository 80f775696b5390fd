package org.huifang.query.operations;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.operations.Replay;
import org.huifang.query.projection.Rebuild;

/** Begins a replay, and tells how far it is: for administrators, and for who operates the machine. */
public final class ReplayHandler {
    private final Rebuild rebuild;
    private final Operators operators;

    ReplayHandler(Rebuild rebuild, Operators operators) {
        this.rebuild = rebuild;
        this.operators = operators;
    }

    @CommandHandler
    public Replay.Status handle(Replay.Start command) {
        operators.require(command.act().person());
        rebuild.start(command.act().recordedAt());
        return rebuild.status();
    }

    @QueryHandler
    public Replay.Status handle(Replay.Look query) {
        operators.require(query.person());
        return rebuild.status();
    }
}
