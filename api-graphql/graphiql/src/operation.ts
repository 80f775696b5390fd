import { type DocumentNode, getOperationAST, parse } from 'graphql';

/** Whether what is about to be executed is a subscription, which never goes by HTTP POST. */
export function isSubscription(query: string, operationName?: string | null): boolean {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch {
    // The server tells what is wrong with it.
    return false;
  }
  return getOperationAST(document, operationName ?? undefined)?.operation === 'subscription';
}
