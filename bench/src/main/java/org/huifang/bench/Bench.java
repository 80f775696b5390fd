package org.huifang.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** {@code ./huifang bench …}: measures on this machine, beside the limit that raw PostgreSQL sets in the same run. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        String what = arguments.length == 0 ? "" : arguments[0];
        if (!what.equals("commands")) {
            System.err.println("测量什么?/ what is to be measured? ./huifang bench commands");
            System.exit(2);
        }
        new CommandsBench().run();
        System.exit(0);
    }
}
