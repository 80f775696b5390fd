package org.huifang.query.complaint;

import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Reads {@code next_action}. */
interface NextActionRows
        extends Repository<NextActionRow, NextActionRow.Key>, JpaSpecificationExecutor<NextActionRow> {}
