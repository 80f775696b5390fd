package org.huifang.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionResult;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition;

/**
 * How deep an operation may go and how many fields it may ask for. What is asked again and again is measured once, unless
 * directives ({@code @skip}, {@code @include}) let its variables decide what is asked.
 */
final class DocumentLimits extends ChainedInstrumentation {
    /** By identity: parsed documents are kept, so what is asked again is the same object. */
    private final Cache<OperationDefinition, Boolean> within;

    /** @param kept how many operations are remembered */
    DocumentLimits(int depth, int fields, int kept) {
        super(new MaxQueryDepthInstrumentation(depth), new MaxQueryComplexityInstrumentation(fields));
        within = Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(kept)
                .executor(Runnable::run)
                .build();
    }

    /** @throws AbortExecutionException where it is beyond the limits */
    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        ExecutionContext execution = parameters.getExecutionContext();
        OperationDefinition operation = execution.getOperationDefinition();
        if (within.getIfPresent(operation) == null) {
            super.beginExecuteOperation(parameters, state);
            if (execution.getExecutionInput().getQuery().indexOf('@') < 0) {
                within.put(operation, true);
            }
        }
        return SimpleInstrumentationContext.noOp();
    }
}
