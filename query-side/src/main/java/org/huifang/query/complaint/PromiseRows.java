package org.huifang.query.complaint;

import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Reads {@code promise}. */
interface PromiseRows extends Repository<PromiseRow, PromiseRow.Key>, JpaSpecificationExecutor<PromiseRow> {}
