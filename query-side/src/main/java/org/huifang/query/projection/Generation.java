package org.huifang.query.projection;

/**
 * The schema that read tables live in, and how a next one comes to be.
 *
 * @param schema the serving one
 * @param url of the database, with no schema chosen
 * @param log the schema of the log, which projections may read too
 */
public record Generation(String schema, String url, String log, Maker maker) {
    /** Of PostgreSQL's advisory locks, with its schema. */
    private static final int READ = 0x4855_4653;

    /** Makes the empty read tables of a generation. */
    @FunctionalInterface
    public interface Maker {
        void make(String schema);
    }

    String next() {
        return schema + "_next";
    }

    String retired() {
        return schema + "_retired";
    }

    /** What a connection says so that nobody drops what it reads from, as long as it lasts. */
    public static String use(String schema) {
        return "SELECT pg_advisory_lock_shared(" + READ + ", hashtext('" + schema + "'))";
    }

    /** Answered by whether no connection reads from it; until the asking one is closed, none begins to. */
    public static String unused(String schema) {
        return "SELECT pg_try_advisory_lock(" + READ + ", hashtext('" + schema + "'))";
    }

    public String urlOf(String chosen) {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + chosen + "," + log;
    }
}
