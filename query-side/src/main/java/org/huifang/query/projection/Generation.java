package org.huifang.query.projection;

/**
 * The schema that read tables live in, and how a next one comes to be.
 *
 * @param schema the serving one
 * @param url of the database, with no schema chosen
 * @param log the schema of the log, which projections may read too
 */
public record Generation(String schema, String url, String log, Maker maker) {

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

    public String urlOf(String chosen) {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + chosen + "," + log;
    }
}
