package org.huifang.query.owner;

import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import tools.jackson.databind.ObjectMapper;

/** Puts the owners' part of the query side together. */
@Configuration(proxyBeanMethods = false)
@EntityScan("org.huifang.query.owner")
@EnableJpaRepositories("org.huifang.query.owner")
public class OwnerQueryConfiguration {

    @Bean
    OwnerProjection ownerProjection(ObjectMapper json, PersonalData personalData) {
        return new OwnerProjection(json, personalData);
    }

    @Bean
    AwaitedOwners awaitedOwners(OwnerRows owners) {
        return new AwaitedOwners(owners);
    }

    @Bean
    OwnerQueries ownerQueries(
            OwnerRows owners,
            AwaitedOwners awaited,
            CompanyDirectory directory,
            PersonalData personalData,
            ObjectMapper json,
            @Qualifier("readers") ThreadPoolTaskExecutor readers) {
        return new OwnerQueries(owners, awaited, directory, personalData, json, readers);
    }
}
