package org.huifang.query.projection;

import com.zaxxer.hikari.HikariDataSource;

/**
 * Connections of those who follow the log. Their commits need not wait for the disk: what they write, and how far they
 * have come, is one transaction, so after a crash they make again whatever was lost.
 */
public final class Followers {
    private Followers() {}

    public static HikariDataSource connections(String url, int atMost) {
        HikariDataSource connections = new HikariDataSource();
        connections.setJdbcUrl(url);
        connections.setMaximumPoolSize(atMost);
        connections.setMinimumIdle(1);
        // Few statements, again and again: planning them for each batch costs as much as some of them do.
        connections.setConnectionInitSql("SET synchronous_commit TO off; SET plan_cache_mode TO force_generic_plan");
        return connections;
    }
}
