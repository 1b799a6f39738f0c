import { alterConfigs } from '../protocol/alter-configs.ts';
import { apiVersions } from '../protocol/api-versions.ts';
import { createPartitions } from '../protocol/create-partitions.ts';
import { createTopics } from '../protocol/create-topics.ts';
import { deleteGroups } from '../protocol/delete-groups.ts';
import { deleteRecords } from '../protocol/delete-records.ts';
import { deleteTopics } from '../protocol/delete-topics.ts';
import { describeConfigs } from '../protocol/describe-configs.ts';
import { describeGroups } from '../protocol/describe-groups.ts';
import { fetch } from '../protocol/fetch.ts';
import { findCoordinator } from '../protocol/find-coordinator.ts';
import { heartbeat } from '../protocol/heartbeat.ts';
import { incrementalAlterConfigs } from '../protocol/incremental-alter-configs.ts';
import { initProducerId } from '../protocol/init-producer-id.ts';
import { joinGroup } from '../protocol/join-group.ts';
import { leaveGroup } from '../protocol/leave-group.ts';
import { listGroups } from '../protocol/list-groups.ts';
import { listOffsets } from '../protocol/list-offsets.ts';
import { metadata } from '../protocol/metadata.ts';
import { offsetCommit } from '../protocol/offset-commit.ts';
import { offsetDelete } from '../protocol/offset-delete.ts';
import { offsetFetch } from '../protocol/offset-fetch.ts';
import { produce } from '../protocol/produce.ts';
import { syncGroup } from '../protocol/sync-group.ts';
import { handleAlterConfigs, handleIncrementalAlterConfigs } from './alter-configs.ts';
import { announce } from './api-versions.ts';
import { handleCreatePartitions } from './create-partitions.ts';
import { handleCreateTopics } from './create-topics.ts';
import { handleDeleteGroups } from './delete-groups.ts';
import { handleDeleteRecords } from './delete-records.ts';
import { handleDeleteTopics } from './delete-topics.ts';
import { handleDescribeConfigs } from './describe-configs.ts';
import { handleDescribeGroups } from './describe-groups.ts';
import { handleFetch } from './fetch.ts';
import { handleFindCoordinator } from './find-coordinator.ts';
import { handleInitProducerId } from './init-producer-id.ts';
import { handleJoinGroup } from './join-group.ts';
import { handleListGroups } from './list-groups.ts';
import { handleListOffsets } from './list-offsets.ts';
import { handleHeartbeat, handleLeaveGroup } from './membership.ts';
import { handleMetadata } from './metadata.ts';
import { handleOffsetCommit } from './offset-commit.ts';
import { handleOffsetDelete } from './offset-delete.ts';
import { handleOffsetFetch } from './offset-fetch.ts';
import { handleProduce } from './produce.ts';
import { row, type Row } from './row.ts';
import { handleSyncGroup } from './sync-group.ts';

/** Everything that is served, and all that ApiVersions announces. A further request is a further row. */
export const rows: readonly Row[] = [
  row(produce, handleProduce, { pipelined: true }),
  row(fetch, handleFetch),
  row(listOffsets, handleListOffsets),
  row(metadata, handleMetadata),
  row(offsetCommit, handleOffsetCommit),
  row(offsetFetch, handleOffsetFetch),
  row(findCoordinator, handleFindCoordinator),
  row(joinGroup, handleJoinGroup),
  row(heartbeat, handleHeartbeat),
  row(leaveGroup, handleLeaveGroup),
  row(syncGroup, handleSyncGroup),
  row(apiVersions, () => announce(rows)),
  row(createTopics, handleCreateTopics),
  row(deleteTopics, handleDeleteTopics),
  row(initProducerId, handleInitProducerId),
  row(createPartitions, handleCreatePartitions),
  row(deleteRecords, handleDeleteRecords),
  row(describeConfigs, handleDescribeConfigs),
  row(alterConfigs, handleAlterConfigs),
  row(incrementalAlterConfigs, handleIncrementalAlterConfigs),
  row(listGroups, handleListGroups),
  row(describeGroups, handleDescribeGroups),
  row(deleteGroups, handleDeleteGroups),
  row(offsetDelete, handleOffsetDelete),
];

const byKey = new Map(rows.map((entry) => [entry.key, entry]));

export function rowOf(apiKey: number): Row | undefined {
  return byKey.get(apiKey);
}
