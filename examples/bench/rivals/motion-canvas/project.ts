export { default } from '../../project';
