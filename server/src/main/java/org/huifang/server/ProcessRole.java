package org.huifang.server;

import java.util.List;
import java.util.Locale;

/** What a process does; those that do a part each meet over Axon Server. */
public enum ProcessRole {
    /** Everything (decision 1). */
    ALL,
    /** Decides commands, watches clocks, reacts to events. */
    COMMAND,
    /** Keeps the read tables up to the log, and answers questions from them. */
    QUERY,
    /** Takes people's requests: the console, GraphQL, files. */
    API;

    List<Class<?>> rooms() {
        return switch (this) {
            case ALL -> List.of(CommandSide.class, QuerySide.class, ApiSide.class);
            case COMMAND -> List.of(CommandSide.class);
            case QUERY -> List.of(QuerySide.class);
            case API -> List.of(ApiSide.class);
        };
    }

    /** As it is said on the command line, in a profile and in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean decides() {
        return this == ALL || this == COMMAND;
    }

    boolean servesPeople() {
        return this == ALL || this == API;
    }
}
