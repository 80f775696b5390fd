package org.huifang.query.document;

import org.axonframework.queryhandling.QueryGateway;
import org.huifang.kernel.archive.ArchivePackages;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.kernel.owner.PersonalKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;

/** Archive packages, in whichever process sends them out. */
@Configuration(proxyBeanMethods = false)
public class ArchivePackageConfiguration {

    @Bean
    ArchivePackages archivePackages(
            JdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            PersonalKeys keys,
            EvidenceStore evidence,
            ObjectMapper json,
            QueryGateway queries,
            PlatformTransactionManager transactions) {
        return new PackageWriter(
                jdbc, directory, personalData, keys, evidence, json, queries, new TransactionTemplate(transactions));
    }
}
