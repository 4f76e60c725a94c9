import { ProblemError, type CallInput, type ResponseOf, type RouteContract } from '@goufu/contracts';
import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { services, type Service } from './services.js';

/** A refusal stands however often one asks; only an outage is worth another try. */
const mayPass = (error: Error): boolean => !(error instanceof ProblemError) || error.problem.status >= 500;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, placeholderData: keepPreviousData, retry: (failures, error) => failures < 2 && mayPass(error) },
  },
});

/** Reads a route, and again whenever a fact lands. */
export function useRoute<Route extends RouteContract>(service: Service, route: Route, input: CallInput<Route>, enabled = true) {
  return useQuery<ResponseOf<Route>>({
    queryKey: [service, route.id, input],
    queryFn: ({ signal }) => services[service].call(route, { ...input, signal }),
    enabled,
  });
}

/** Reads a list page by page: what has been read so far, and how to read on where there is more. */
export function usePages<Item>(key: readonly unknown[], read: (after: string | undefined, signal: AbortSignal) => Promise<{ readonly items: readonly Item[]; readonly next?: string | undefined }>, enabled = true) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled,
  });
  return { items: data?.pages.flatMap(({ items }) => items) ?? [], error, reading: isFetchingNextPage, more: hasNextPage ? () => void fetchNextPage() : undefined };
}

/**
 * A command to a service. Sent again after a failure it carries the same Idempotency-Key, so that a repeated click never acts twice;
 * after a success everything on the page is read again.
 */
export function useCommand<Route extends RouteContract>(service: Service, route: Route) {
  const client = useQueryClient();
  const intent = useRef<{ readonly of: string; readonly key: string }>(undefined);
  return useMutation<ResponseOf<Route>, Error, CallInput<Route>>({
    mutationFn: (input) => {
      const of = JSON.stringify(input);
      if (intent.current?.of !== of) intent.current = { of, key: crypto.randomUUID() };
      return services[service].call(route, { ...input, idempotencyKey: intent.current.key });
    },
    onSuccess: async () => {
      intent.current = undefined;
      await client.invalidateQueries();
    },
  });
}
