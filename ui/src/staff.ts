// Entry of the desk.
import './styles/index.scss';
