package org.huifang.query.complaint;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryBus;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import tools.jackson.databind.ObjectMapper;

/** Puts the query side together: the projector, what it writes, and what reads it. */
@Configuration(proxyBeanMethods = false)
@EntityScan("org.huifang.query.complaint")
@EnableJpaRepositories("org.huifang.query.complaint")
public class ComplaintQueryConfiguration {

    @Bean
    ThreadPoolTaskExecutor readers() {
        ThreadPoolTaskExecutor readers = new ThreadPoolTaskExecutor();
        readers.setCorePoolSize(2 * Runtime.getRuntime().availableProcessors());
        readers.setThreadNamePrefix("reader-");
        return readers;
    }

    /** The mapping is read while all else starts. */
    @Bean
    EntityManagerFactoryBuilderCustomizer mappingBeside(@Qualifier("readers") ThreadPoolTaskExecutor readers) {
        return mapping -> mapping.setBootstrapExecutor(readers);
    }

    @Bean
    StoredComplaints storedComplaints(ObjectMapper json) {
        return new StoredComplaints(json);
    }

    /** The bus's own emitter: one of another bus would reach nobody. */
    @Bean
    Waiting waiting(
            ComplaintRows complaints,
            QueryBus queries,
            StoredComplaints stored,
            CompanyDirectory directory,
            @Qualifier("readers") ThreadPoolTaskExecutor readers) {
        return new Waiting(complaints, queries.queryUpdateEmitter(), stored, readers, directory);
    }

    @Bean
    ComplaintQueries complaintQueries(
            ComplaintRows complaints,
            PromiseRows promises,
            NextActionRows actions,
            CompanyDirectory directory,
            EventStore store,
            Waiting waiting,
            @Qualifier("readers") ThreadPoolTaskExecutor readers,
            StoredComplaints stored) {
        return new ComplaintQueries(complaints, promises, actions, directory, store, waiting, readers, stored);
    }

    @Bean
    ComplaintProjection complaintProjection(StoredComplaints stored, CompanyDirectory directory) {
        return new ComplaintProjection(stored, directory);
    }

    @Bean
    AnonymityQueries anonymityQueries(
            ComplaintRows complaints, PersonalData personalData, CompanyDirectory directory, StoredComplaints stored) {
        return new AnonymityQueries(complaints, personalData, directory, stored);
    }
}
